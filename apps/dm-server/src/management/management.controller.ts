import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Valid } from '@dm2/service';
import { z } from 'zod';
import { ApiGuard } from './api-guard.js';
import { Devices } from './devices.js';
import { Documentation } from './documentation.js';
import { Records } from './records.js';
import * as schemas from './schemas.js';
import { Subscriptions } from './subscriptions.js';
import { Tasks } from './tasks.js';

const devIdParam = z.string().min(1).max(255);
const idParam = z.string().min(1).max(200);

@ApiTags('devices')
@ApiBearerAuth()
@UseGuards(ApiGuard)
@Controller('api/v1/devices')
export class DevicesController {
  constructor(
    @Inject(Devices) private readonly devices: Devices,
    @Inject(Tasks) private readonly tasks: Tasks,
    @Inject(Records) private readonly records: Records,
    @Inject(Subscriptions) private readonly subscriptions: Subscriptions,
  ) {}

  @Get()
  @Documentation({
    summary: 'Devices, newest first',
    answer: schemas.lists.devices,
    query: schemas.devicePage,
  })
  list(@Query(new Valid(schemas.devicePage, 'query')) page: z.infer<typeof schemas.devicePage>) {
    return this.devices.list(page);
  }

  @Post()
  @Documentation({
    summary: 'Register a device',
    answer: schemas.deviceView,
    status: 201,
    body: schemas.newDevice,
  })
  register(@Body(new Valid(schemas.newDevice)) device: z.infer<typeof schemas.newDevice>) {
    return this.devices.register(device);
  }

  @Get(':devId')
  @Documentation({ summary: 'A device', answer: schemas.deviceView, params: ['devId'] })
  get(@Param('devId', new Valid(devIdParam, 'path')) devId: string) {
    return this.devices.get(devId);
  }

  @Patch(':devId')
  @Documentation({
    summary: 'Change credentials, notification address or profile',
    answer: schemas.deviceView,
    body: schemas.changedDevice,
    params: ['devId'],
  })
  change(
    @Param('devId', new Valid(devIdParam, 'path')) devId: string,
    @Body(new Valid(schemas.changedDevice)) change: z.infer<typeof schemas.changedDevice>,
  ) {
    return this.devices.change(devId, change);
  }

  @Delete(':devId')
  @HttpCode(204)
  @Documentation({ summary: 'Remove a device and everything recorded of it', status: 204, params: ['devId'] })
  async remove(@Param('devId', new Valid(devIdParam, 'path')) devId: string) {
    await this.devices.remove(devId);
  }

  @Get(':devId/mos')
  @Documentation({
    summary: "What the server knows of the device's tree",
    answer: schemas.lists.mos,
    params: ['devId'],
  })
  mos(@Param('devId', new Valid(devIdParam, 'path')) devId: string) {
    return this.records.knownObjects(devId);
  }

  @Get(':devId/tasks')
  @Documentation({
    summary: 'Tasks of a device, newest first',
    answer: schemas.lists.tasks,
    query: schemas.page,
    params: ['devId'],
  })
  listTasks(
    @Param('devId', new Valid(devIdParam, 'path')) devId: string,
    @Query(new Valid(schemas.page, 'query')) page: z.infer<typeof schemas.page>,
  ) {
    return this.tasks.list(devId, page);
  }

  @Post(':devId/tasks')
  @Documentation({
    summary: 'Queue a task; what a device will hardly do of it is told as warnings',
    answer: schemas.queuedTask,
    status: 201,
    body: schemas.newTask,
    params: ['devId'],
  })
  queue(
    @Param('devId', new Valid(devIdParam, 'path')) devId: string,
    @Body(new Valid(schemas.newTask)) task: z.infer<typeof schemas.newTask>,
  ) {
    return this.tasks.queue(devId, task);
  }

  @Get(':devId/subscriptions')
  @Documentation({
    summary:
      'What the device was told to report changes of, by the SUBs that succeeded and were not taken back',
    answer: schemas.lists.subscriptions,
    params: ['devId'],
  })
  listSubscriptions(@Param('devId', new Valid(devIdParam, 'path')) devId: string) {
    return this.subscriptions.list(devId);
  }

  @Get(':devId/notifications')
  @Documentation({
    summary: 'Notifications, newest first, and where each stands',
    answer: schemas.lists.notifications,
    query: schemas.page,
    params: ['devId'],
  })
  listNotifications(
    @Param('devId', new Valid(devIdParam, 'path')) devId: string,
    @Query(new Valid(schemas.page, 'query')) page: z.infer<typeof schemas.page>,
  ) {
    return this.records.notifications(devId, page);
  }

  @Post(':devId/notifications')
  @HttpCode(202)
  @Documentation({
    summary: 'Send Package#0',
    answer: schemas.notificationView,
    status: 202,
    body: schemas.newNotification,
    params: ['devId'],
  })
  notify(
    @Param('devId', new Valid(devIdParam, 'path')) devId: string,
    @Body(new Valid(schemas.newNotification)) request: z.infer<typeof schemas.newNotification>,
  ) {
    return this.records.notify(devId, request);
  }
}

@ApiTags('records')
@ApiBearerAuth()
@UseGuards(ApiGuard)
@Controller('api/v1')
export class RecordsController {
  constructor(
    @Inject(Tasks) private readonly tasks: Tasks,
    @Inject(Records) private readonly records: Records,
  ) {}

  @Get('tasks/:id')
  @Documentation({ summary: 'A task and its results', answer: schemas.taskDetail, params: ['id'] })
  task(@Param('id', new Valid(idParam, 'path')) id: string) {
    return this.tasks.get(id);
  }

  @Post('tasks/:id/cancel')
  @HttpCode(200)
  @Documentation({ summary: 'Cancel a task', answer: schemas.taskView, params: ['id'] })
  cancel(@Param('id', new Valid(idParam, 'path')) id: string) {
    return this.tasks.cancel(id);
  }

  @Post('tasks/:id/retry')
  @Documentation({
    summary: 'Queue once more what has ended',
    answer: schemas.queuedTask,
    status: 201,
    params: ['id'],
  })
  retry(@Param('id', new Valid(idParam, 'path')) id: string) {
    return this.tasks.retry(id);
  }

  @Get('sessions')
  @Documentation({
    summary: 'Sessions, newest first',
    answer: schemas.lists.sessions,
    query: schemas.sessionPage,
  })
  sessions(@Query(new Valid(schemas.sessionPage, 'query')) page: z.infer<typeof schemas.sessionPage>) {
    return this.records.sessions(page);
  }

  @Get('sessions/:id')
  @Documentation({
    summary: 'A session with its packages and events',
    answer: schemas.sessionDetail,
    params: ['id'],
  })
  session(@Param('id', new Valid(idParam, 'path')) id: string) {
    return this.records.session(id);
  }

  @Get('ui-sessions')
  @Documentation({
    summary: 'UI sessions, newest first',
    answer: schemas.lists.uiSessions,
    query: schemas.uiSessionPage,
  })
  uiSessions(@Query(new Valid(schemas.uiSessionPage, 'query')) page: z.infer<typeof schemas.uiSessionPage>) {
    return this.records.uiSessions(page);
  }

  @Get('ui-sessions/:id')
  @Documentation({
    summary: 'A UI session and what came back of it',
    answer: schemas.uiSessionDetail,
    params: ['id'],
  })
  uiSession(@Param('id', new Valid(idParam, 'path')) id: string) {
    return this.records.uiSession(id);
  }

  @Get('alerts')
  @Documentation({
    summary: 'Generic alerts, newest first',
    answer: schemas.lists.alerts,
    query: schemas.devicesPage,
  })
  alerts(@Query(new Valid(schemas.devicesPage, 'query')) page: z.infer<typeof schemas.devicesPage>) {
    return this.records.alerts(page);
  }
}
