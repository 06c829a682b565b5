export { createApprovals } from './approvals';
