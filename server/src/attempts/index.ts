export { attemptsOf } from './attempts';
