import { sqlitePlace } from '../contracts/state-place.ts';
import { describeUsageBudget } from '../contracts/usage-budget.ts';

describeUsageBudget('SQLite', sqlitePlace);
