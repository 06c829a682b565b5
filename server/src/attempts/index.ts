export { attemptsOf, createAttempts } from './attempts';
