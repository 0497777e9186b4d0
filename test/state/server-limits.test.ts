import { describeServerLimits } from '../contracts/server-limits.ts';
import { sqlitePlace } from '../contracts/state-place.ts';

describeServerLimits('SQLite', sqlitePlace);
