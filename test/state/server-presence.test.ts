import { describeServerPresence } from '../contracts/server-presence.ts';
import { sqlitePlace } from '../contracts/state-place.ts';

describeServerPresence('SQLite', sqlitePlace);
