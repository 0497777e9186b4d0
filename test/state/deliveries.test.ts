import { describeDeliveries } from '../contracts/deliveries.ts';
import { sqlitePlace } from '../contracts/state-place.ts';

describeDeliveries('SQLite', sqlitePlace);
