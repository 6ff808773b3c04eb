import type { INodeProperties } from 'n8n-workflow';
import { endpoints } from '../api/endpoints';
import { actOn } from '../execution/plans';
import { readList } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import { dryRun } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { filters } from '../fields/collections';
import type { Resource } from './operation';

const atOrBelow: INodeProperties = {
	displayName: 'At or Below',
	name: 'atOrBelow',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 20,
	placeholder: 'e.g. 20',
	description: 'Only doors whose battery has this many percent left or fewer',
};

const threshold: INodeProperties = {
	displayName: 'Threshold',
	name: 'threshold',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 20,
	required: true,
	placeholder: 'e.g. 20',
	description: 'The percentage at or below which Lockt sends an e-mail',
};

export const doorBattery: Resource = {
	name: 'Door Battery',
	value: 'doorBattery',
	operations: [
		{
			name: 'Get Low',
			value: 'getLow',
			action: 'Get low door batteries',
			description: 'Get the doors whose battery runs low',
			fields: [atOrBelow, ...returnAllOrLimit],
			run: readList((parameter) => ({
				path: '/doorstate',
				query: { low_battery: parameter('atOrBelow') as number },
			})),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many door batteries',
			description: 'Get the battery levels of the doors',
			fields: [...returnAllOrLimit, filters(atOrBelow)],
			run: readList((parameter) => {
				const { atOrBelow: low } = parameter('filters', {}) as { atOrBelow?: number };
				return low === undefined
					? { path: '/doorstate' }
					: { path: '/doorstate', query: { low_battery: low } };
			}),
		},
		{
			name: 'Set Low Battery Alert',
			value: 'setLowBatteryAlert',
			action: 'Set low battery alert',
			description:
				'Set from which battery level on Lockt sends e-mails. Lockt names this in its change log only, without more detail.',
			needs: endpoints.setLowBatteryAlert.needs,
			fields: [threshold, dryRun],
			run: write(({ parameter }) => {
				const level = parameter('threshold') as number;
				return {
					call: actOn(endpoints.setLowBatteryAlert, level),
					record: {},
					outcome: 'set',
					shows: { threshold: level },
				};
			}),
		},
	],
};
