import {
	NodeConnectionTypes,
	NodeOperationError,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { inWords } from './canvas';
import { ask, recordsOf, siteZone, type Question } from './lockt/client';
import { withIsoDates } from './lockt/dates';
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
		try {
			return this.getMode() === 'manual' ? await samples(this) : await newEvents(this);
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}
}

/** What a person sees who fetches a test event: real ones, and nothing is remembered. */
async function samples(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	const newest = (await read(context, { path: '/events' })).sort(oldestFirst).slice(-SAMPLES);
	if (newest.length > 0) return itemsOf(context, newest);
	throw new NodeOperationError(context.getNode(), 'Lockt has no door events to show yet', {
		description: 'Open a door and try again. The workflow can be published without a sample',
	});
}

/** What happened since the last poll; what is remembered changes only when all went well. */
async function newEvents(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const remembered = context.getWorkflowStaticData('node');
	if (!isEventsState(remembered)) {
		Object.assign(remembered, seed(await read(context, { path: '/events' })));
		return null;
	}
	const since = await read(context, { path: '/events', query: { id: remembered.lastId } });
	const { emitted, state } = advance(remembered, since);
	if (emitted.length === 0) return null;
	const items = await itemsOf(context, emitted);
	Object.assign(remembered, state);
	return items;
}

async function read(context: IPollFunctions, question: Question): Promise<EventRecord[]> {
	return eventsFrom(recordsOf(await ask(context, question)));
}

async function itemsOf(
	context: IPollFunctions,
	events: EventRecord[],
): Promise<INodeExecutionData[][]> {
	const zone = await siteZone(context);
	return [events.map((event) => ({ json: withIsoDates(event, zone) }))];
}
