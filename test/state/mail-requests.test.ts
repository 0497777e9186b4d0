import { describeMailRequests } from '../contracts/mail-requests.ts';
import { sqlitePlace } from '../contracts/state-place.ts';

describeMailRequests('SQLite', sqlitePlace);
