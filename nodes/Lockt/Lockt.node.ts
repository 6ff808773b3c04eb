import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { toNodeError } from './api/errors';
import { hintsOf, inWords, propertiesOf } from './canvas';
import { showHints } from './execution/hints';
import { resourceMapping } from './fields/columns/columnsField';
import { eventChoices } from './fields/eventChoices';
import { listSearch, loadOptions } from './fields/search';
import { resources } from './resources';
import { chooseOperation } from './resources/operation';

export class Lockt implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lockt',
		name: 'lockt',
		icon: { light: 'file:../../icons/lockt.svg', dark: 'file:../../icons/lockt.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ ${inWords('operation')} + ": " + ${inWords('resource')} }}`,
		description:
			'Lockt SecureAccess: manage users, fobs, credentials, access levels and doors, and read events and batteries',
		defaults: { name: 'Lockt' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'locktApi', required: true }],
		properties: propertiesOf(resources),
		hints: hintsOf(resources),
		sensitiveOutputFields: ['pin', 'credential_key', 'credentials[*].credential_key'],
	};

	methods = { listSearch, loadOptions: { ...loadOptions, ...eventChoices }, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			const { run, fields } = chooseOperation(resources, this);
			const output = await run(this, fields);
			await showHints(this);
			return [output];
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}
}
