// Generated from apps/dm-server/openapi.json by "npm run generate -w apps/console"; don't edit.
export interface paths {
  '/api/v1/devices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Devices, newest first */
    get: operations['list'];
    put?: never;
    /** Register a device */
    post: operations['register'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/devices/{devId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A device */
    get: operations['get'];
    put?: never;
    post?: never;
    /** Remove a device and everything recorded of it */
    delete: operations['remove'];
    options?: never;
    head?: never;
    /** Change credentials, notification address or profile */
    patch: operations['change'];
    trace?: never;
  };
  '/api/v1/devices/{devId}/mos': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the server knows of the device's tree */
    get: operations['mos'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/devices/{devId}/tasks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tasks of a device, newest first */
    get: operations['listTasks'];
    put?: never;
    /** Queue a task; what a device will hardly do of it is told as warnings */
    post: operations['queue'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/devices/{devId}/subscriptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the device was told to report changes of, by the SUBs that succeeded and were not taken back */
    get: operations['listSubscriptions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/devices/{devId}/notifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Notifications, newest first, and where each stands */
    get: operations['listNotifications'];
    put?: never;
    /** Send Package#0 */
    post: operations['notify'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A task and its results */
    get: operations['task'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Cancel a task */
    post: operations['cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Queue once more what has ended */
    post: operations['retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sessions, newest first */
    get: operations['sessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A session with its packages and events */
    get: operations['session'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ui-sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** UI sessions, newest first */
    get: operations['uiSessions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ui-sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A UI session and what came back of it */
    get: operations['uiSession'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/alerts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Generic alerts, newest first */
    get: operations['alerts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tasks of all devices, newest first */
    get: operations['listAllTasks'];
    put?: never;
    /** Queue a task for several devices: all or nothing for each of them, not for all */
    post: operations['queueBatch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/task-batches/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the devices stand that a task was queued for together */
    get: operations['batch'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ddfs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Descriptions of management objects, by MOID; `url` is the XML */
    get: operations['listDdfs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ddfs/{moid}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A description and its nodes */
    get: operations['getDdf'];
    /** Give a description: a DDF (DM 1.3) whose root has the MOID as its DDFName; 201 if there was none */
    put: operations['putDdf'];
    post?: never;
    /** Remove a description that was given; a built-in one comes back */
    delete: operations['removeDdf'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/server': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What a device has to know of this server */
    get: operations['server'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Events as they happen (server-sent events) */
    get: operations['stream'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the server is doing: the last hour, the last day, and now */
    get: operations['overview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sessions/{id}/har': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The HTTP exchanges of a session as an HTTP Archive (HAR 1.2); credentials are not in it */
    get: operations['sessionHar'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sessions/{id}/mermaid': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A session as the text of a Mermaid sequence diagram */
    get: operations['sessionMermaid'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sessions/{id}/packages/{packageId}/curl': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A package of the device as a curl command, or a refused one by the id of its event; variables of the shell stand for credentials */
    get: operations['packageCurl'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: never;
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  list: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        search?: string;
        match?: 'contains' | 'begins';
        session?: 'open' | 'none';
        scheme?: 'basic' | 'digest' | 'x509' | 'psk' | 'none';
        transport?: 'udp' | 'none';
        notified?: 'queued' | 'sent' | 'answered' | 'expired' | 'failed' | 'never';
        seenAfter?: string;
        seenBefore?: string;
        seen?: 'ever' | 'never';
        sort?: 'registered' | 'seen';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              devId: string;
              auth: {
                /** @enum {string} */
                scheme: 'basic' | 'digest' | 'x509' | 'psk' | 'none';
                username: string | null;
              };
              notification: {
                /** @enum {string} */
                transport: 'udp';
                host: string;
                port: number;
                data?: string;
                signed: boolean;
              } | null;
              /** @enum {string} */
              profile: 'cr' | 'ts';
              lang: string | null;
              holdMs: number | null;
              cache: boolean;
              /** Format: date-time */
              registeredAt: string;
              /** Format: date-time */
              lastSeenAt: string | null;
              openSessionId: string | null;
              lastNotification: {
                id: string;
                /** @enum {string} */
                state: 'queued' | 'sent' | 'answered' | 'expired' | 'failed';
                reason: string | null;
                /** Format: date-time */
                at: string;
              } | null;
              readonly remarks: {
                clause: string;
                text: string;
              }[];
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  register: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description DevInfo/DevID (TS 12.1) */
          devId: string;
          /** @description basic needs username and password */
          auth: {
            /** @enum {string} */
            scheme: 'basic' | 'digest' | 'x509' | 'psk' | 'none';
            username?: string;
            password?: string;
          };
          notification?: {
            /** @enum {string} */
            transport: 'udp';
            host: string;
            port: number;
            /**
             * Format: base64
             * @description Auth/Noti/Secret of the DM Account, base64; without it notifications have no digest
             */
            secret?: string;
            /**
             * Format: base64
             * @description Auth/Noti/Data of the DM Account, base64: the auth-data of the digest
             */
            data?: string;
          };
          /**
           * @description ts leaves out what only the change request has: Status in Package#2
           * @enum {string}
           */
          profile?: 'cr' | 'ts';
          /** @description how long an answer may be held back while a user is awaited */
          holdMs?: number;
          /**
           * @description whether reads carry the cache validator that is known (TS 11); false for a device that misreads cv
           * @default true
           */
          cache?: boolean;
        };
      };
    };
    responses: {
      /** @description done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            devId: string;
            auth: {
              /** @enum {string} */
              scheme: 'basic' | 'digest' | 'x509' | 'psk' | 'none';
              username: string | null;
            };
            notification: {
              /** @enum {string} */
              transport: 'udp';
              host: string;
              port: number;
              data?: string;
              signed: boolean;
            } | null;
            /** @enum {string} */
            profile: 'cr' | 'ts';
            lang: string | null;
            holdMs: number | null;
            cache: boolean;
            /** Format: date-time */
            registeredAt: string;
            /** Format: date-time */
            lastSeenAt: string | null;
            openSessionId: string | null;
            lastNotification: {
              id: string;
              /** @enum {string} */
              state: 'queued' | 'sent' | 'answered' | 'expired' | 'failed';
              reason: string | null;
              /** Format: date-time */
              at: string;
            } | null;
            readonly remarks: {
              clause: string;
              text: string;
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  get: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        devId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            devId: string;
            auth: {
              /** @enum {string} */
              scheme: 'basic' | 'digest' | 'x509' | 'psk' | 'none';
              username: string | null;
            };
            notification: {
              /** @enum {string} */
              transport: 'udp';
              host: string;
              port: number;
              data?: string;
              signed: boolean;
            } | null;
            /** @enum {string} */
            profile: 'cr' | 'ts';
            lang: string | null;
            holdMs: number | null;
            cache: boolean;
            /** Format: date-time */
            registeredAt: string;
            /** Format: date-time */
            lastSeenAt: string | null;
            openSessionId: string | null;
            lastNotification: {
              id: string;
              /** @enum {string} */
              state: 'queued' | 'sent' | 'answered' | 'expired' | 'failed';
              reason: string | null;
              /** Format: date-time */
              at: string;
            } | null;
            readonly remarks: {
              clause: string;
              text: string;
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  remove: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        devId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        devId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description basic needs username and password */
          auth?: {
            /** @enum {string} */
            scheme: 'basic' | 'digest' | 'x509' | 'psk' | 'none';
            username?: string;
            password?: string;
          };
          notification?: {
            /** @enum {string} */
            transport: 'udp';
            host: string;
            port: number;
            /**
             * Format: base64
             * @description Auth/Noti/Secret of the DM Account, base64; without it notifications have no digest
             */
            secret?: string;
            /**
             * Format: base64
             * @description Auth/Noti/Data of the DM Account, base64: the auth-data of the digest
             */
            data?: string;
          } | null;
          /** @enum {string|null} */
          profile?: 'cr' | 'ts' | null;
          holdMs?: number | null;
          cache?: boolean;
        };
      };
    };
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            devId: string;
            auth: {
              /** @enum {string} */
              scheme: 'basic' | 'digest' | 'x509' | 'psk' | 'none';
              username: string | null;
            };
            notification: {
              /** @enum {string} */
              transport: 'udp';
              host: string;
              port: number;
              data?: string;
              signed: boolean;
            } | null;
            /** @enum {string} */
            profile: 'cr' | 'ts';
            lang: string | null;
            holdMs: number | null;
            cache: boolean;
            /** Format: date-time */
            registeredAt: string;
            /** Format: date-time */
            lastSeenAt: string | null;
            openSessionId: string | null;
            lastNotification: {
              id: string;
              /** @enum {string} */
              state: 'queued' | 'sent' | 'answered' | 'expired' | 'failed';
              reason: string | null;
              /** Format: date-time */
              at: string;
            } | null;
            readonly remarks: {
              clause: string;
              text: string;
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  mos: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        devId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              moid: string;
              /** @description where the device says its description is */
              ddf: string | null;
              /** @description what this server knows of such objects (TS 6.4) */
              description: {
                /** @enum {string} */
                source: 'built-in' | 'operator';
                /** @description name of the root node; null if instances name it */
                name: string | null;
                title: string | null;
                /** @description the description as XML, public */
                url: string;
              } | null;
              instances: {
                miid: string;
                name: string | null;
                cv: string | null;
                /**
                 * Format: date-time
                 * @description when a Package#1 listed it last
                 */
                listedAt: string | null;
                /**
                 * Format: date-time
                 * @description when something of it was read last
                 */
                at: string | null;
                data: unknown;
                /** @description the known nodes that are described */
                nodes: {
                  path: string;
                  /** @enum {string} */
                  format:
                    | 'node'
                    | 'null'
                    | 'b64'
                    | 'bin'
                    | 'bool'
                    | 'chr'
                    | 'int'
                    | 'xml'
                    | 'date'
                    | 'time'
                    | 'float';
                  readonly access: ('Add' | 'Copy' | 'Delete' | 'Exec' | 'Get' | 'Replace')[];
                  /** @enum {string} */
                  scope: 'Permanent' | 'Dynamic';
                  /** @description the description leaves its name to whoever makes it */
                  unnamed: boolean;
                }[];
              }[];
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  listTasks: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path: {
        devId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              devId: string;
              name: string;
              /** @enum {string} */
              state: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'expired';
              reason: string | null;
              retryOf: string | null;
              /** @description what it was queued together with, for other devices */
              batchId: string | null;
              /** @description index of the step that is next; `steps` when none is left */
              step: number;
              steps: number;
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              endedAt: string | null;
              /** Format: date-time */
              expiresAt: string | null;
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  queue: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        devId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @default task */
          name?: string;
          notify?: boolean;
          /** Format: date-time */
          expiresAt?: string;
          /** @enum {string} */
          onFailure?: 'continue' | 'stop';
          steps: {
            commands?: string[][];
            show?: {
              page: string;
              data?: {
                [key: string]: unknown;
              };
              as: string;
            };
            await?: string;
            upTo?: string;
            /** @enum {string} */
            otherwise?: 'continue' | 'callback' | 'fail';
            when?: {
              [key: string]: string | number | boolean;
            };
            final?: boolean;
          }[];
        };
      };
    };
    responses: {
      /** @description done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            devId: string;
            name: string;
            /** @enum {string} */
            state: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'expired';
            reason: string | null;
            retryOf: string | null;
            /** @description what it was queued together with, for other devices */
            batchId: string | null;
            /** @description index of the step that is next; `steps` when none is left */
            step: number;
            steps: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
            /** @description what a device will hardly do, by the descriptions of the objects (TS 6.4); the task is queued */
            warnings: {
              field: string;
              clause?: string;
              detail: string;
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  listSubscriptions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        devId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              /** @description what is watched */
              clientUri: string;
              /** @description where changes are reported to, as the task says it */
              serverUri: string;
              /** Format: date-time */
              since: string;
              status: number;
              taskId: string;
              step: number;
              index: number;
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  listNotifications: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path: {
        devId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              notificationId: number;
              /** @enum {string} */
              state: 'queued' | 'sent' | 'answered' | 'expired' | 'failed';
              reason: string | null;
              reqMos: boolean;
              preferredConTypes: ('any' | 'cellular' | 'wlan' | 'wireline')[] | null;
              attempts: number;
              /** @description Package#0 as it was sent last (TS 7.1.1), in hexadecimal */
              bytes: string | null;
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              sentAt: string | null;
              /** Format: date-time */
              answeredAt: string | null;
              /** Format: date-time */
              expiresAt: string;
              sessionId: string | null;
              taskId: string | null;
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  notify: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        devId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description REQ-MOS: Package#1 lists the management objects
           * @default false
           */
          reqMos?: boolean;
          preferredConTypes?: ('any' | 'cellular' | 'wlan' | 'wireline')[];
          /** Format: date-time */
          expiresAt?: string;
        };
      };
    };
    responses: {
      /** @description done */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            notificationId: number;
            /** @enum {string} */
            state: 'queued' | 'sent' | 'answered' | 'expired' | 'failed';
            reason: string | null;
            reqMos: boolean;
            preferredConTypes: ('any' | 'cellular' | 'wlan' | 'wireline')[] | null;
            attempts: number;
            /** @description Package#0 as it was sent last (TS 7.1.1), in hexadecimal */
            bytes: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            sentAt: string | null;
            /** Format: date-time */
            answeredAt: string | null;
            /** Format: date-time */
            expiresAt: string;
            sessionId: string | null;
            taskId: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  task: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            devId: string;
            name: string;
            /** @enum {string} */
            state: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'expired';
            reason: string | null;
            retryOf: string | null;
            /** @description what it was queued together with, for other devices */
            batchId: string | null;
            /** @description index of the step that is next; `steps` when none is left */
            step: number;
            steps: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
            definition: unknown;
            progress: {
              /** @description how often the step was sent again after a session was lost */
              resumes: number;
              /**
               * Format: date-time
               * @description when the await was reached
               */
              waitingSince: string | null;
              /** @description it waits outside of a session: the feedback calls the device back */
              callback: boolean;
              shows: {
                as: string;
                step: number;
                /** @enum {string} */
                state: 'deferred' | 'prepared' | 'shown' | 'failed';
                uiSessionId: string;
                reason?: string;
              }[];
            };
            /** @description the sessions it ran in, oldest first */
            sessions: {
              id: string;
              /** @enum {string} */
              state: 'open' | 'ended' | 'aborted' | 'expired';
              /** Format: date-time */
              openedAt: string;
            }[];
            uiSessions: {
              id: string;
              as: string;
              page: string;
              /** @enum {string} */
              state: 'created' | 'opened' | 'answered' | 'finished' | 'expired';
            }[];
            results: {
              step: number;
              index: number;
              command: string[];
              status: number | null;
              /** Format: date-time */
              at: string;
              uris?: string[];
              data?: {
                contentType: string;
                /** @enum {string} */
                encoding: 'mo' | 'text' | 'base64';
                value: unknown;
                /**
                 * @description the device answered 304: this was read before and still holds (TS 11)
                 * @enum {boolean}
                 */
                cached?: true;
              };
              /** @description what the device reported of an asynchronous EXEC (TS 5.4.1) */
              alert?: {
                id: string;
                type: string;
                sourceUri: string | null;
                mark: string | null;
                dataType: string | null;
                data: {
                  [key: string]: unknown;
                } | null;
                /** Format: date-time */
                at: string;
              };
              /** @description why there is no status: final, unknown, not-sent, skipped */
              outcome?: string;
              reason?: string;
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            devId: string;
            name: string;
            /** @enum {string} */
            state: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'expired';
            reason: string | null;
            retryOf: string | null;
            /** @description what it was queued together with, for other devices */
            batchId: string | null;
            /** @description index of the step that is next; `steps` when none is left */
            step: number;
            steps: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            devId: string;
            name: string;
            /** @enum {string} */
            state: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'expired';
            reason: string | null;
            retryOf: string | null;
            /** @description what it was queued together with, for other devices */
            batchId: string | null;
            /** @description index of the step that is next; `steps` when none is left */
            step: number;
            steps: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
            /** @description what a device will hardly do, by the descriptions of the objects (TS 6.4); the task is queued */
            warnings: {
              field: string;
              clause?: string;
              detail: string;
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  sessions: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        devId?: string;
        state?: 'open' | 'ended' | 'aborted' | 'expired';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              devId: string;
              /** @enum {string} */
              state: 'open' | 'ended' | 'aborted' | 'expired';
              /** @enum {string} */
              initiator: 'server' | 'client';
              notificationId: number | null;
              /** Format: date-time */
              openedAt: string;
              /** Format: date-time */
              closedAt: string | null;
              exchanges: number;
              commands: {
                ok: number;
                failed: number;
              };
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  session: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            devId: string;
            /** @enum {string} */
            state: 'open' | 'ended' | 'aborted' | 'expired';
            /** @enum {string} */
            initiator: 'server' | 'client';
            notificationId: number | null;
            /** Format: date-time */
            openedAt: string;
            /** Format: date-time */
            closedAt: string | null;
            exchanges: number;
            commands: {
              ok: number;
              failed: number;
            };
            packages: {
              id: string;
              number: number;
              /** @enum {string} */
              direction: 'in' | 'out';
              contentType: string;
              headers: {
                [key: string]: string;
              };
              body: string;
              /** @enum {string} */
              encoding: 'utf8' | 'base64';
              bytes: number;
              /** Format: date-time */
              at: string;
              readonly remarks: {
                clause: string;
                text: string;
              }[];
            }[];
            events: {
              id: string;
              type: string;
              source: string;
              /** Format: date-time */
              at: string;
              taskId: string | null;
              data: {
                [key: string]: unknown;
              };
            }[];
            /** @description those that led to it, and those with which its UI sessions called the device back */
            notifications: {
              id: string;
              notificationId: number;
              /** @enum {string} */
              state: 'queued' | 'sent' | 'answered' | 'expired' | 'failed';
              reason: string | null;
              reqMos: boolean;
              preferredConTypes: ('any' | 'cellular' | 'wlan' | 'wireline')[] | null;
              attempts: number;
              /** @description Package#0 as it was sent last (TS 7.1.1), in hexadecimal */
              bytes: string | null;
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              sentAt: string | null;
              /** Format: date-time */
              answeredAt: string | null;
              /** Format: date-time */
              expiresAt: string;
              sessionId: string | null;
              taskId: string | null;
            }[];
            /** @description those shown in it, and those whose task called the device back to it */
            uiSessions: {
              id: string;
              devId: string;
              sessionId: string;
              taskId: string;
              as: string;
              page: string;
              /** @enum {string} */
              state: 'created' | 'opened' | 'answered' | 'finished' | 'expired';
              result: {
                [key: string]: unknown;
              } | null;
              /** Format: date-time */
              createdAt: string;
              /**
               * Format: date-time
               * @description since when it is in this state, as far as the events still tell
               */
              changedAt: string;
              /** Format: date-time */
              expiresAt: string;
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  uiSessions: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        devId?: string;
        state?: 'open' | 'created' | 'opened' | 'answered' | 'finished' | 'expired';
        page?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              devId: string;
              sessionId: string;
              taskId: string;
              as: string;
              page: string;
              /** @enum {string} */
              state: 'created' | 'opened' | 'answered' | 'finished' | 'expired';
              result: {
                [key: string]: unknown;
              } | null;
              /** Format: date-time */
              createdAt: string;
              /**
               * Format: date-time
               * @description since when it is in this state, as far as the events still tell
               */
              changedAt: string;
              /** Format: date-time */
              expiresAt: string;
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  uiSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            devId: string;
            sessionId: string;
            taskId: string;
            as: string;
            page: string;
            /** @enum {string} */
            state: 'created' | 'opened' | 'answered' | 'finished' | 'expired';
            result: {
              [key: string]: unknown;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description since when it is in this state, as far as the events still tell
             */
            changedAt: string;
            /** Format: date-time */
            expiresAt: string;
            events: {
              id: string;
              type: string;
              source: string;
              /** Format: date-time */
              at: string;
              taskId: string | null;
              data: {
                [key: string]: unknown;
              };
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  alerts: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        devId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              devId: string;
              sessionId: string;
              /** Format: date-time */
              at: string;
              alertType: string;
              sourceUri: string | null;
              targetUri: string | null;
              mark: string | null;
              dataType: string | null;
              data: {
                [key: string]: unknown;
              } | null;
              /** @description the asynchronous EXEC that it reports on (TS 5.4.1) */
              answers: {
                taskId: string;
                step: number;
                index: number;
              } | null;
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  listAllTasks: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        devId?: string;
        state?: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'expired';
        name?: string;
        batchId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              devId: string;
              name: string;
              /** @enum {string} */
              state: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'expired';
              reason: string | null;
              retryOf: string | null;
              /** @description what it was queued together with, for other devices */
              batchId: string | null;
              /** @description index of the step that is next; `steps` when none is left */
              step: number;
              steps: number;
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              endedAt: string | null;
              /** Format: date-time */
              expiresAt: string | null;
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  queueBatch: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description each once */
          devIds: string[];
          task: {
            /** @default task */
            name?: string;
            notify?: boolean;
            /** Format: date-time */
            expiresAt?: string;
            /** @enum {string} */
            onFailure?: 'continue' | 'stop';
            steps: {
              commands?: string[][];
              show?: {
                page: string;
                data?: {
                  [key: string]: unknown;
                };
                as: string;
              };
              await?: string;
              upTo?: string;
              /** @enum {string} */
              otherwise?: 'continue' | 'callback' | 'fail';
              when?: {
                [key: string]: string | number | boolean;
              };
              final?: boolean;
            }[];
          };
        };
      };
    };
    responses: {
      /** @description done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            batchId: string;
            /** @description in the order of the request: the task that is queued, or why there is none */
            items: (
              | {
                  devId: string;
                  id: string;
                }
              | {
                  devId: string;
                  problem: {
                    type: string;
                    title: string;
                    status: number;
                    detail: string;
                    code: string;
                    field?: string;
                    clause?: string;
                  };
                }
            )[];
            /** @description what a device will hardly do, by the descriptions of the objects (TS 6.4); the task is queued */
            warnings: {
              field: string;
              clause?: string;
              detail: string;
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  batch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            /** Format: date-time */
            createdAt: string;
            devices: number;
            /** @description how many devices stand where */
            counts: {
              queued: number;
              running: number;
              waiting: number;
              succeeded: number;
              failed: number;
              cancelled: number;
              expired: number;
            };
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  listDdfs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              /** @enum {string} */
              source: 'built-in' | 'operator';
              /** @description name of the root node; null if instances name it */
              name: string | null;
              title: string | null;
              /** @description the description as XML, public */
              url: string;
              moid: string;
              verDtd: string;
              man: string | null;
              mod: string | null;
              nodes: number;
              /** Format: date-time */
              storedAt: string | null;
            }[];
            /** @description cursor of the next page */
            next: string | null;
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  getDdf: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        moid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            source: 'built-in' | 'operator';
            /** @description name of the root node; null if instances name it */
            name: string | null;
            title: string | null;
            /** @description the description as XML, public */
            url: string;
            moid: string;
            verDtd: string;
            man: string | null;
            mod: string | null;
            nodes: number;
            /** Format: date-time */
            storedAt: string | null;
            readonly remarks: {
              clause: string;
              text: string;
            }[];
            tree: {
              /** @description names below the root, `<x>` for un-named nodes; empty for the root */
              path: string;
              /** @enum {string} */
              format:
                'node' | 'null' | 'b64' | 'bin' | 'bool' | 'chr' | 'int' | 'xml' | 'date' | 'time' | 'float';
              access: ('Add' | 'Copy' | 'Delete' | 'Exec' | 'Get' | 'Replace')[];
              occurrence: {
                /** @enum {string} */
                kind: 'One' | 'ZeroOrOne' | 'ZeroOrMore' | 'OneOrMore' | 'ZeroOrN' | 'OneOrN';
                n?: number;
              };
              /** @enum {string} */
              scope: 'Permanent' | 'Dynamic';
              caseSensitive: boolean;
              /** @description `Path`: where in a tree of DM 1.x the node lies */
              ddfPath?: string;
              ddfName?: string;
              title?: string;
              description?: string;
              defaultValue?: string;
              value?: string;
              mime?: string[];
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  putDdf: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        moid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/xml': string;
      };
    };
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            source: 'built-in' | 'operator';
            /** @description name of the root node; null if instances name it */
            name: string | null;
            title: string | null;
            /** @description the description as XML, public */
            url: string;
            moid: string;
            verDtd: string;
            man: string | null;
            mod: string | null;
            nodes: number;
            /** Format: date-time */
            storedAt: string | null;
            readonly remarks: {
              clause: string;
              text: string;
            }[];
            tree: {
              /** @description names below the root, `<x>` for un-named nodes; empty for the root */
              path: string;
              /** @enum {string} */
              format:
                'node' | 'null' | 'b64' | 'bin' | 'bool' | 'chr' | 'int' | 'xml' | 'date' | 'time' | 'float';
              access: ('Add' | 'Copy' | 'Delete' | 'Exec' | 'Get' | 'Replace')[];
              occurrence: {
                /** @enum {string} */
                kind: 'One' | 'ZeroOrOne' | 'ZeroOrMore' | 'OneOrMore' | 'ZeroOrN' | 'OneOrN';
                n?: number;
              };
              /** @enum {string} */
              scope: 'Permanent' | 'Dynamic';
              caseSensitive: boolean;
              /** @description `Path`: where in a tree of DM 1.x the node lies */
              ddfPath?: string;
              ddfName?: string;
              title?: string;
              description?: string;
              defaultValue?: string;
              value?: string;
              mime?: string[];
            }[];
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  removeDdf: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        moid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  server: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description SrvID of the DM Account (TS 12.2) */
            serverId: string;
            /** @description SrvURI of the DM Account */
            dmEndpoint: string;
            /** @description by which devices can authenticate */
            authSchemes: ('basic' | 'digest' | 'x509' | 'psk' | 'none')[];
            /**
             * @description of a device that is registered without one
             * @enum {string}
             */
            profile: 'cr' | 'ts';
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  stream: {
    parameters: {
      query?: {
        devId?: string;
      };
      header?: {
        /** @description resumes after this event */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  overview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /**
             * Format: date-time
             * @description when this was read; for some seconds everybody gets the same
             */
            at: string;
            sessions: {
              open: number;
              /** @description of the last hour, one a minute, oldest first: sessions opened in it, by what became of them */
              minutes: {
                /** Format: date-time */
                at: string;
                ended: number;
                open: number;
                aborted: number;
                expired: number;
              }[];
              /** @description false if there was more of that time than is looked at: the newest of it counts */
              whole: boolean;
            };
            failures: {
              /** Format: date-time */
              since: string;
              items: {
                command: string;
                status: number;
                count: number;
                /** Format: date-time */
                lastAt: string;
                /** @description the task of the last one */
                lastTaskId: string;
              }[];
              /** @description false if there was more of that time than is looked at: the newest of it counts */
              whole: boolean;
            };
            notifications: {
              /** Format: date-time */
              since: string;
              items: {
                state: string;
                reason: string | null;
                count: number;
              }[];
              /** @description false if there was more of that time than is looked at: the newest of it counts */
              whole: boolean;
            };
            uiSessions: {
              open: number;
              items: {
                state: string;
                count: number;
              }[];
              expireWithinHour: number;
            };
            devices: {
              registered: number;
              /** @description whether `registered` is an estimate */
              estimated: boolean;
              /** @description devices that opened a session */
              seenInLastHour: number;
            };
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  sessionHar: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            log: {
              /** @enum {string} */
              version: '1.2';
              creator: {
                name: string;
                version: string;
              };
              pages: {
                id: string;
                /** Format: date-time */
                startedDateTime: string;
                title: string;
                pageTimings: Record<string, never>;
              }[];
              entries: {
                pageref: string;
                /** Format: date-time */
                startedDateTime: string;
                /** @description the sum of `timings`, in milliseconds */
                time: number;
                request: {
                  httpVersion: string;
                  cookies: {
                    name: string;
                    value: string;
                    comment?: string;
                  }[];
                  headers: {
                    name: string;
                    value: string;
                    comment?: string;
                  }[];
                  headersSize: number;
                  bodySize: number;
                  comment?: string;
                  method: string;
                  /** Format: uri */
                  url: string;
                  queryString: {
                    name: string;
                    value: string;
                    comment?: string;
                  }[];
                  postData: {
                    mimeType: string;
                    params: {
                      name: string;
                      value: string;
                      comment?: string;
                    }[];
                    text: string;
                    /**
                     * @description how `text` holds bytes that are no text
                     * @enum {string}
                     */
                    _encoding?: 'base64';
                    comment?: string;
                  };
                };
                response: {
                  httpVersion: string;
                  cookies: {
                    name: string;
                    value: string;
                    comment?: string;
                  }[];
                  headers: {
                    name: string;
                    value: string;
                    comment?: string;
                  }[];
                  headersSize: number;
                  bodySize: number;
                  comment?: string;
                  /** @description 0 if there was no answer */
                  status: number;
                  statusText: string;
                  content: {
                    size: number;
                    mimeType: string;
                    text?: string;
                    /** @enum {string} */
                    encoding?: 'base64';
                    comment?: string;
                  };
                  redirectURL: string;
                };
                cache: Record<string, never>;
                timings: {
                  send: number;
                  wait: number;
                  receive: number;
                };
                comment?: string;
              }[];
            };
          };
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  sessionMermaid: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
  packageCurl: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        packageId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description a problem (RFC 9457) */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            clause?: string;
          };
        };
      };
    };
  };
}
