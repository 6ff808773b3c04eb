import {
	NodeConnectionTypes,
	NodeOperationError,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { inWords } from './canvas';
import { ask, recordsOf, type Question } from './lockt/client';
import { toNodeError } from './lockt/errors';
import { eventsFrom, oldestFirst, type EventRecord } from './lockt/events';
import { advance, isEventsState, seed } from './triggers/events';

/** Enough to see granted and denied ones side by side. */
const SAMPLES = 5;

export class LocktTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lockt Trigger',
		name: 'locktTrigger',
		icon: { light: 'file:../../icons/lockt.svg', dark: 'file:../../icons/lockt.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: `={{ ${inWords('triggerOn')} }}`,
		description: 'Starts the workflow when something happens at a door',
		defaults: { name: 'Lockt Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'locktApi', required: true }],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'triggerOn',
				type: 'options',
				options: [
					{
						name: 'Door Event',
						value: 'doorEvent',
						description:
							'When someone was let in or turned away, or anything else happened at a door',
					},
				],
				default: 'doorEvent',
			},
		],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const read = async (question: Question) => {
			try {
				return eventsFrom(recordsOf(await ask(this, question)));
			} catch (error) {
				throw toNodeError(this.getNode(), error);
			}
		};

		if (this.getMode() === 'manual') {
			const newest = (await read({ path: '/events' })).sort(oldestFirst).slice(-SAMPLES);
			if (newest.length > 0) return itemsOf(newest);
			throw new NodeOperationError(this.getNode(), 'Lockt has no door events to show yet', {
				description: 'Open a door and try again. The workflow can be published without a sample',
			});
		}

		const remembered = this.getWorkflowStaticData('node');
		if (!isEventsState(remembered)) {
			Object.assign(remembered, seed(await read({ path: '/events' })));
			return null;
		}
		const since = await read({ path: '/events', query: { id: remembered.lastId } });
		const { emitted, state } = advance(remembered, since);
		if (emitted.length === 0) return null;
		Object.assign(remembered, state);
		return itemsOf(emitted);
	}
}

function itemsOf(events: EventRecord[]): INodeExecutionData[][] {
	return [events.map((json) => ({ json }))];
}
