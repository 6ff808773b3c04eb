import { checkCompatibility as check } from '../execution/compatibility';
import { readItems } from '../execution/readItems';
import type { Operation } from './operation';

export const checkCompatibility: Operation = {
	name: 'Check Compatibility',
	value: 'checkCompatibility',
	action: 'Check compatibility',
	description:
		'Check whether this node understands the answers of your Lockt. Changes nothing, and shows no personal data: you can paste the result into a report.',
	fields: [],
	run: readItems({ question: () => ({ path: '/ping' }), read: check }),
};
