import { schedule as kind } from '../fields/kinds';
import { getMany } from './getMany';
import { hoursOfSchedule } from './joins';
import type { Resource } from './operation';

export const schedule: Resource = {
	name: 'Schedule',
	value: 'schedule',
	operations: [
		getMany(kind, 'Get the schedules of the site, with their hours such as Mon-Fri 07:00-19:00', {
			join: hoursOfSchedule,
		}),
	],
};
