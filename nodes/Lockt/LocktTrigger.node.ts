import {
	NodeConnectionTypes,
	type IDataObject,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { toNodeError } from './api/errors';
import { hideKeysIn } from './api/guard/keys';
import { hideKeys, keysFor } from './api/transport';
import { eventChoices } from './fields/eventChoices';
import { listSearch } from './fields/search';
import { fields } from './trigger/fields';
import { findActivation } from './trigger/occasion';
import { sampleSources } from './trigger/samples';
import { readSettings } from './trigger/settings';
import { watch } from './trigger/watch';

export class LocktTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lockt Trigger',
		name: 'locktTrigger',
		icon: { light: 'file:../../icons/lockt.svg', dark: 'file:../../icons/lockt.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["triggerOn"].join(", ").replace(/([A-Z])/g, " $1").toLowerCase() }}',
		// n8n puts both nodes under one name in its panel, where it shows this.
		description:
			'Lockt SecureAccess: start workflows with door events, low batteries and changes of people; manage users, fobs, access levels and doors',
		defaults: { name: 'Lockt Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'locktApi', required: true }],
		sensitiveOutputFields: ['lockt.credential_key', 'lockt.credentials[*].credential_key'],
		// n8n adds its own to this list.
		properties: [...fields],
	};

	methods = { listSearch, loadOptions: eventChoices };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const isTest = this.getMode() === 'manual';
		const activation = isTest ? undefined : findActivation(this);
		try {
			const items = isTest
				? await sampleSources(this, await readSettings(this))
				: await watch(this, activation === 'publishing');
			const safe = hideKeysIn(items, await keysFor(this)) as IDataObject[];
			return safe.length > 0 ? [safe.map((json) => ({ json }))] : null;
		} catch (error) {
			const problem = toNodeError(this.getNode(), await hideKeys(this, error));
			// n8n gives up a trigger that fails as it starts a few times, and shows it as active.
			if (activation !== 'starting') throw problem;
			this.logger.error(
				`Lockt Trigger: ${problem.message}. n8n has just started: it tries again with the next poll`,
			);
			return null;
		}
	}
}
