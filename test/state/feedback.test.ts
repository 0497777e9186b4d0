import { describeFeedback } from '../contracts/feedback.ts';
import { sqlitePlace } from '../contracts/state-place.ts';

describeFeedback('SQLite', sqlitePlace);
