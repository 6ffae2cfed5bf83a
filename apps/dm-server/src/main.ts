import { loadConfig, main } from '@dm2/service';
import { serverConfig } from './config.js';
import { startDmServer } from './dm-server.js';

await main(async () => startDmServer(loadConfig(serverConfig)));
