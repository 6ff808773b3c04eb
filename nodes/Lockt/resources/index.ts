export { door } from './door';
export { doorBattery } from './doorBattery';
export { event } from './event';
export { system } from './system';
