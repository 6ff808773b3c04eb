import type { IDataObject } from 'n8n-workflow';
import { readList, returnAllOrLimit } from '../execution/reads';
import { filters } from './fields';
import type { Resource } from './operation';
import { wholeNumber } from './values';

export const doorBattery: Resource = {
	name: 'Door Battery',
	value: 'doorBattery',
	operations: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many door batteries',
			description: 'Get the battery levels of the doors',
			fields: [
				...returnAllOrLimit,
				filters({
					displayName: 'At or Below',
					name: 'atOrBelow',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 100 },
					default: 20,
					placeholder: 'e.g. 20',
					description: 'Only doors whose battery has this many percent left or fewer',
				}),
			],
			run: readList((parameters) => {
				const { atOrBelow } = parameters('filters') as IDataObject;
				const percent = wholeNumber(atOrBelow, 'At or Below', { min: 0, max: 100 });
				return percent === undefined
					? { path: '/doorstate' }
					: { path: '/doorstate', query: { low_battery: percent } };
			}),
		},
	],
};
