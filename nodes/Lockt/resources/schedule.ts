import { schedule as kind } from '../fields/kinds';
import { getMany } from './getMany';
import type { Resource } from './operation';

export const schedule: Resource = {
	name: 'Schedule',
	value: 'schedule',
	operations: [getMany(kind, 'Get the schedules of the site: which days, from when until when')],
};
