import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { toNodeError } from './api/errors';
import { listSearch } from './fields/search';
import { asItems } from './trigger/items';
import { fingerprint, keyOf } from './trigger/memory';
import { samples } from './trigger/samples';
import { fields, settingsOf } from './trigger/settings';
import { watch } from './trigger/watch';

/** The triggers that are polling now: a tick that comes before the last one is done has nothing to do. */
const polling = new Set<string>();

export class LocktTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lockt Trigger',
		name: 'locktTrigger',
		icon: { light: 'file:../../icons/lockt.svg', dark: 'file:../../icons/lockt.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].join(", ").replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Starts the workflow when something happens at a door or its battery runs low',
		defaults: { name: 'Lockt Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'locktApi', required: true }],
		properties: fields,
	};

	methods = { listSearch };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const key = keyOf(this);
		const isTest = this.getMode() === 'manual';
		if (!isTest && polling.has(key)) return null;
		if (!isTest) polling.add(key);
		try {
			const settings = settingsOf(this);
			const { baseUrl, apiUser } = await this.getCredentials<{ baseUrl: string; apiUser: string }>(
				'locktApi',
			);
			const site = fingerprint(baseUrl.trim().replace(/\/+$/, ''), apiUser);
			const { triggerOn, filters } = this.getNode().parameters;
			const items = isTest
				? await samples(this, settings, site)
				: await watch(this, settings, site, fingerprint(triggerOn, filters));
			return items.length > 0 ? [asItems(items)] : null;
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		} finally {
			if (!isTest) polling.delete(key);
		}
	}
}
