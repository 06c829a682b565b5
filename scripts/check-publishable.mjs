/** Runs before `npm publish`, which it stops while package.json does not say where the package is developed. */
import { lacking, whatIsLacking } from './lib/publishable.mjs';
import { fail, StepError } from './lib/steps.mjs';

const names = lacking();
if (names.length > 0) fail(new StepError(whatIsLacking(names)));
