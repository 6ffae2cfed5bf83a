import { Body, Controller, Get, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Valid } from '@dm2/service';
import { z } from 'zod';
import { ApiGuard } from './api-guard.js';
import { Documentation } from './documentation.js';
import { lists } from './schemas.js';
import { TaskBatches } from './task-batches.js';
import { TaskLists } from './task-lists.js';
import { batchView, newBatch, queuedBatch, taskPage } from './task-schemas.js';

/** Tasks across devices. */
@ApiTags('tasks')
@ApiBearerAuth()
@UseGuards(ApiGuard)
@Controller('api/v1')
export class TasksController {
  constructor(
    @Inject(TaskLists) private readonly lists: TaskLists,
    @Inject(TaskBatches) private readonly batches: TaskBatches,
  ) {}

  @Get('tasks')
  @Documentation({ summary: 'Tasks of all devices, newest first', answer: lists.tasks, query: taskPage })
  listAllTasks(@Query(new Valid(taskPage, 'query')) page: z.infer<typeof taskPage>) {
    return this.lists.list(page);
  }

  @Post('tasks')
  @Documentation({
    summary: 'Queue a task for several devices: all or nothing for each of them, not for all',
    answer: queuedBatch,
    status: 201,
    body: newBatch,
  })
  queueBatch(@Body(new Valid(newBatch)) batch: z.infer<typeof newBatch>) {
    return this.batches.queue(batch);
  }

  @Get('task-batches/:id')
  @Documentation({
    summary: 'How the devices stand that a task was queued for together',
    answer: batchView,
    params: ['id'],
  })
  batch(@Param('id', new Valid(z.string().min(1).max(100), 'path')) id: string) {
    return this.lists.batch(id);
  }
}
