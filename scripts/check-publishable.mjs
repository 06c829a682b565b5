/** Runs before `npm publish`, which it stops while package.json does not say where the package is developed. */
import { whyNotPublishable } from './lib/publishable.mjs';
import { fail, StepError } from './lib/steps.mjs';

const why = whyNotPublishable();
if (why) fail(new StepError(why));
