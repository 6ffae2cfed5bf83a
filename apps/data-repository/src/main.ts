import { loadConfig, main } from '@dm2/service';
import { configSchema } from './config.js';
import { startDataRepository } from './data-repository.js';

await main(async () => startDataRepository(loadConfig(configSchema)));
