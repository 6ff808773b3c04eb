import { endpoints } from '../api/endpoints';
import { newLocation } from '../fields/columns/columns';
import { location as kind } from '../fields/kinds';
import { createRecords } from './createRecords';
import { getMany } from './getMany';
import type { Resource } from './operation';

export const location: Resource = {
	name: 'Location',
	value: 'location',
	operations: [
		createRecords(
			kind,
			endpoints.createLocations,
			newLocation,
			'Create a location that doors can belong to',
		),
		getMany(kind, 'Get the locations of the site'),
	],
};
