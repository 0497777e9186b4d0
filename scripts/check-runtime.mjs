// Says in words that the runtime is too old, before a syntax error does.
import { isNewEnough, runtimeHelp } from './runtime-packages.mjs';

if (!isNewEnough(process.versions.node)) {
  console.error(runtimeHelp(process.versions.node));
  process.exit(1);
}
