import { accessLevel } from './accessLevel';
import { credential } from './credential';
import { delegate } from './delegate';
import { door } from './door';
import { doorBattery } from './doorBattery';
import { event } from './event';
import { fob } from './fob';
import { location } from './location';
import { locationType } from './locationType';
import type { Resource } from './operation';
import { schedule } from './schedule';
import { system } from './system';
import { user } from './user';

/** All resources, those first that most people come for: n8n lists the actions in this order, and proposes the first. */
export const resources: Resource[] = [
	...[user, fob, credential, accessLevel, door, event, doorBattery, schedule],
	...[delegate, location, locationType, system],
];
