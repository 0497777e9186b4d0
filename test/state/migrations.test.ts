import { describeMigrations } from '../contracts/migrations.ts';
import { sqlitePlace } from '../contracts/state-place.ts';

describeMigrations('SQLite', sqlitePlace);
