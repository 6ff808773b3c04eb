import type { INodeProperties } from 'n8n-workflow';
import { askBatteries, lowBatteries, type BatteryRecord } from '../api/questions/batteries';
import { endpoints } from '../api/endpoints';
import { actOn } from '../execution/plans';
import { readList } from '../execution/reads';
import type { Run } from '../execution/run';
import { returnAllOrLimit } from '../fields/limit';
import { dryRun } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { filters } from '../fields/collections';
import type { ReadParameter } from '../fields/row';
import type { Resource } from './operation';

const atOrBelow: INodeProperties = {
	displayName: 'At or Below (%)',
	name: 'atOrBelow',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 20,
	placeholder: 'e.g. 20',
	description: 'Only doors whose battery has this many percent left or fewer',
};

const threshold: INodeProperties = {
	displayName: 'Threshold (%)',
	name: 'threshold',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 20,
	required: true,
	placeholder: 'e.g. 20',
	description: 'The percentage at or below which Lockt sends an e-mail',
};

/** @param levelOf at or below which level; undefined for any */
function readBatteries(levelOf: (parameter: ReadParameter) => number | undefined): Run {
	return readList(
		(parameter) => {
			const level = levelOf(parameter);
			const query = level === undefined ? undefined : { low_battery: level };
			return { path: '/doorstate', query };
		},
		{
			read: (context, question) => askBatteries(context, question),
			choose: (records, parameter) => {
				const level = levelOf(parameter);
				return level === undefined ? records : lowBatteries(records as BatteryRecord[], level);
			},
		},
	);
}

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
			run: readBatteries((parameter) => parameter('atOrBelow') as number),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many door batteries',
			description: 'Get the battery levels of the doors',
			fields: [...returnAllOrLimit, filters(atOrBelow)],
			run: readBatteries(
				(parameter) => (parameter('filters', {}) as { atOrBelow?: number }).atOrBelow,
			),
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
