import { loadConfig, main } from '@dm2/service';
import { configSchema } from './config.js';
import { startWebServerComponent } from './web-server-component.js';

await main(async () => startWebServerComponent(loadConfig(configSchema)));
