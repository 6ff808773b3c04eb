import { locationType as kind } from '../fields/kinds';
import { getMany } from './getMany';
import type { Resource } from './operation';

export const locationType: Resource = {
	name: 'Location Type',
	value: 'locationType',
	operations: [getMany(kind, 'Get the types a location can have')],
};
