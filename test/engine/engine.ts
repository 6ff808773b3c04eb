/**
 * n8n's own engine around the built package: loaded by its PackageDirectoryLoader, run by its
 * WorkflowExecute, polled by its TriggersAndPollers. What is ours here is what n8n's server would
 * add from its database: the credential's values and the list of node types.
 */
import './environment';
import { Container } from '@n8n/di';
import {
	ActiveWorkflowTriggers,
	ExecuteContext,
	ExecutionLifecycleHooks,
	InstanceSettings,
	LoadOptionsContext,
	PackageDirectoryLoader,
	PollContext,
	RoutingNode,
	TriggersAndPollers,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeParameters,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import path from 'node:path';
import { checkError, checkHints, checkItems } from './secrets';

/** The package as n8n sees it. */
export interface LoadedPackage {
	/** By full name, e.g. n8n-nodes-lockt.lockt */
	nodeTypes: Record<string, INodeType>;
	credentialTypes: Record<string, ICredentialType>;
}

/** Loads what `npm run build` left in dist/, the way n8n loads a community package. */
export async function loadPackage(): Promise<LoadedPackage> {
	const loader = new PackageDirectoryLoader(path.resolve(__dirname, '../..'));
	await loader.loadAll();
	const nodeTypes = Object.entries(loader.nodeTypes).map(([name, { type }]) => [
		`${loader.packageName}.${name}`,
		type,
	]);
	const credentialTypes = Object.entries(loader.credentialTypes).map(([name, { type }]) => [
		name,
		type,
	]);
	return {
		nodeTypes: Object.fromEntries(nodeTypes) as Record<string, INodeType>,
		credentialTypes: Object.fromEntries(credentialTypes) as Record<string, ICredentialType>,
	};
}

/** What nodes keep in the process they keep by workflow: each engine has one of its own. */
let engines = 0;

/** An engine whose only credential is the one given; its values may be changed between runs. */
export class Engine {
	constructor(
		private readonly loaded: LoadedPackage,
		readonly credential: ICredentialDataDecryptedObject,
	) {
		this.restart();
		Container.get(InstanceSettings).markAsLeader();
	}

	/** How long requests wait for an answer, in milliseconds, rather than as long as the nodes ask for. */
	timeoutMs?: number;

	/** How long the requests so far were to wait for an answer, as the nodes asked for it. */
	readonly timeouts: Array<number | undefined> = [];

	/** What n8n showed beside the output of the last run. */
	hints: string[] = [];

	/** What expressions find in $vars. */
	readonly variables: IDataObject = {};

	/** What has been run so far; `cancel` is n8n's Stop button. What was put out all the same is returned then. */
	readonly executions: Array<{ cancel: () => void }> = [];

	/** Runs one node over items and returns what its first output has. @throws the error n8n would show */
	async run(node: INode, items?: IDataObject[], mode?: WorkflowExecuteMode) {
		const [first = []] = await this.outputs(node, items, mode);
		return first;
	}

	/**
	 * The same for all its outputs. No error may show a secret.
	 *
	 * @param before the node that the items come from
	 * @param origins what that has put out, if nodes in between have made something else of it
	 */
	async outputs(
		node: INode,
		items: IDataObject[] = [{}],
		mode: WorkflowExecuteMode = 'trigger',
		before?: INode,
		origins?: IDataObject[],
	): Promise<INodeExecutionData[][]> {
		const workflow = this.workflow(node, {}, before);
		const itemsOf = (list: IDataObject[]) =>
			list.map((json, item): INodeExecutionData => ({ json, pairedItem: { item } }));
		const input = itemsOf(items);
		const put = hasRun(itemsOf(origins ?? items));
		const data = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{
						node: workflow.getNode(node.name)!,
						data: { main: [input] },
						source: before ? { main: [{ previousNode: before.name }] } : null,
					},
				],
			},
			...(before && { resultData: { runData: { [before.name]: [put] } } }),
		});
		const execution = new WorkflowExecute(this.additionalData(mode, workflow), mode, data);
		const running = execution.processRunExecutionData(workflow);
		this.executions.push(running);
		const { data: ran, status } = await running;
		const { resultData } = ran;
		const hints = resultData.runData[node.name]?.[0]?.hints ?? [];
		this.hints = hints.map(({ message }) => message);
		const secrets: [unknown, unknown[]] = [this.credential.apiKey, [node.parameters, items]];
		if (resultData.error && status !== 'canceled') {
			checkError(resultData.error, ...secrets);
			throw resultData.error;
		}
		const outputs = (resultData.runData[node.name]?.[0]?.data?.main ?? []).map((one) => one ?? []);
		checkItems(outputs.flat(), ...secrets);
		checkHints(this.hints, ...secrets);
		return outputs;
	}

	/** "Fetch Test Event": what the person sees, and what the workflow remembers afterwards. */
	async fetchTestEvent(node: INode, remembered: IDataObject = {}) {
		const workflow = this.workflow(node, remembered);
		const { data } = await new WorkflowExecute(
			this.additionalData('manual', workflow),
			'manual',
		).run({ workflow, startNode: workflow.getNode(node.name)! });
		if (data.resultData.error) throw data.resultData.error;
		return {
			items: data.resultData.runData[node.name]?.[0]?.data?.main?.[0] ?? [],
			remembered: workflow.staticData,
		};
	}

	/** From now on nodes are as in a process that has just started. */
	restart(): void {
		this.workflowId = `workflow-${String(++engines)}`;
	}

	private workflowId = '';

	/** A workflow of this one trigger, as n8n keeps it in memory while it is active. */
	workflow(node: INode, staticData: IDataObject = {}, before?: INode): Workflow {
		const type = 'main' as const;
		return new Workflow({
			id: this.workflowId,
			name: 'Workflow',
			nodes: before ? [before, node] : [node],
			connections: before
				? { [before.name]: { [type]: [[{ node: node.name, type, index: 0 }]] } }
				: {},
			active: false,
			nodeTypes: this.nodeTypes,
			staticData,
			settings: { executionOrder: 'v1' },
		});
	}

	/** n8n's default engine polls an active workflow with one context as long as it is active. */
	private readonly contexts = new WeakMap<Workflow, Map<string, PollContext>>();

	/**
	 * One tick of the poll schedule.
	 *
	 * @param activation why the workflow is active: it was published, or n8n has started
	 * @param budgetMs how long the poll may take; unless given, what n8n's default engine allows. Its
	 *   durable mode allows less, and has a context for each tick.
	 */
	async poll(
		workflow: Workflow,
		activation: WorkflowActivateMode = 'activate',
		budgetMs?: number,
	): Promise<INodeExecutionData[] | null> {
		const [node] = Object.values(workflow.nodes) as [INode];
		const contexts = this.contexts.get(workflow) ?? new Map<string, PollContext>();
		this.contexts.set(workflow, contexts);
		const additionalData = this.additionalData('trigger', workflow);
		const context =
			(budgetMs === undefined && contexts.get(activation)) ||
			new PollContext(workflow, node, additionalData, 'trigger', activation);
		if (budgetMs === undefined) contexts.set(activation, context);
		else Object.assign(context, { getPollBudgetMs: () => budgetMs });
		let output: INodeExecutionData[][] | null = null;
		await workflow.expression.withIsolate(async () => {
			output = await Container.get(TriggersAndPollers).runPollFunction(workflow, node, context);
		});
		return (output as INodeExecutionData[][] | null)?.[0] ?? null;
	}

	/** n8n's test of the credential: a node of its own makes the request. @throws when it does not go well */
	async testCredential(): Promise<void> {
		const node = locktNode({}, { name: 'Temp-Node' });
		const workflow = this.workflow(node);
		// The workflow takes away what its type has no field for.
		node.parameters = { temp: '' };
		const additionalData = this.additionalData('internal', workflow);
		const { test } = this.loaded.credentialTypes.locktApi!;
		const [type] = Object.values(this.loaded.nodeTypes) as [INodeType];
		const description = {
			...type.description,
			credentials: [{ name: 'locktApi', required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string' as const,
					routing: { request: test!.request as object },
					default: '',
				},
			],
		};
		const input = { main: [[{ json: {} }]] };
		const context = new ExecuteContext(
			...[workflow, node, additionalData, 'internal' as const, createRunExecutionData(), 0],
			...[[], input, { node, data: {}, source: null }, []],
		);
		const routing = new RoutingNode(
			context,
			{ description },
			{
				id: '1',
				name: 'Lockt',
				type: 'locktApi',
				data: this.credential,
			},
		);
		await workflow.expression.withIsolate(() => routing.runNode());
	}

	/** What the list searches of a node's fields run in. */
	loadOptions(node: INode): ILoadOptionsFunctions {
		const workflow = this.workflow(node);
		return new LoadOptionsContext(workflow, node, this.additionalData('manual', workflow), '');
	}

	/** Activates a workflow: n8n polls once and then leaves it to the schedule. */
	async activate(workflow: Workflow) {
		const emitted: INodeExecutionData[][][] = [];
		const triggers = Container.get(ActiveWorkflowTriggers);
		await triggers.addAllTriggers(
			workflow.id,
			workflow,
			this.additionalData('trigger', workflow),
			'trigger',
			'activate',
			() => {
				throw new Error('This workflow has no trigger that listens');
			},
			(wf, node, additionalData, mode, activation) =>
				new PollContext(wf, node, additionalData, mode, activation, (data) => {
					emitted.push(data);
				}),
		);
		return { emitted, deactivate: () => triggers.remove(workflow.id) };
	}

	private readonly nodeTypes: INodeTypes = {
		getByName: (name) => this.loaded.nodeTypes[name]!,
		getByNameAndVersion: (name, version) =>
			NodeHelpers.getVersionedNodeType(this.loaded.nodeTypes[name]!, version),
		getKnownTypes: () => ({}),
	};

	private hurried(options: IHttpRequestOptions): IHttpRequestOptions {
		this.timeouts.push(options.timeout);
		return { ...options, timeout: this.timeoutMs ?? options.timeout };
	}

	private additionalData(
		mode: WorkflowExecuteMode,
		workflow: Workflow,
	): IWorkflowExecuteAdditionalData {
		const base = { id: workflow.id, name: 'Workflow', nodes: [], connections: {}, active: false };
		return {
			credentialsHelper: new CredentialsHelper(
				this.loaded.credentialTypes,
				this.credential,
				(options) => this.hurried(options),
			),
			hooks: new ExecutionLifecycleHooks(mode, 'execution', base as unknown as IWorkflowBase),
			executionId: 'execution',
			currentNodeExecutionIndex: 0,
			variables: this.variables,
			restApiUrl: 'http://127.0.0.1/rest',
			instanceBaseUrl: 'http://127.0.0.1/',
			webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
			formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
			setExecutionStatus: () => undefined,
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

/** What n8n keeps of a node that has put out these items. */
const hasRun = (items: INodeExecutionData[]): ITaskData => ({
	startTime: 0,
	executionTime: 0,
	executionIndex: 0,
	source: [],
	data: { main: [items.map((item, n) => ({ ...item, pairedItem: { item: n } }))] },
});

/** As n8n's own, for credentials whose `authenticate` is a function. */
class CredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly types: Record<string, ICredentialType>,
		private readonly data: ICredentialDataDecryptedObject,
		private readonly hurried: (options: IHttpRequestOptions) => IHttpRequestOptions,
	) {
		super();
	}

	override getParentTypes() {
		return [];
	}

	override isCredentialUsableByNode() {
		return true;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.types[typeName]!;
		if (typeof authenticate !== 'function') throw new Error('Only functions are expected here');
		return authenticate(credentials, this.hurried(options));
	}

	override preAuthentication() {
		return Promise.resolve(undefined);
	}

	override runPreAuthentication() {
		return Promise.resolve(undefined);
	}

	override getCredentials() {
		return Promise.reject(new Error('Not needed here'));
	}

	/** Fields that were left as they are have their defaults, as with n8n. */
	override getDecrypted(_: unknown, __: unknown, typeName: string) {
		const { properties } = this.types[typeName]!;
		const defaults = Object.fromEntries(properties.map(({ name, default: one }) => [name, one]));
		return Promise.resolve({ ...defaults, ...this.data } as ICredentialDataDecryptedObject);
	}

	override updateCredentials() {
		return Promise.resolve();
	}

	override updateCredentialsOauthTokenData() {
		return Promise.resolve();
	}

	override getCredentialsProperties(typeName: string) {
		return this.types[typeName]!.properties;
	}
}

/** What n8n lets a poll of its durable mode take: that is how a node can tell it. */
export const DURABLE_BUDGET_MS = 36_000;

const CREDENTIALS = { locktApi: { id: '1', name: 'Lockt' } };

/** A Lockt node on the canvas. */
export function locktNode(parameters: object, more: Partial<INode> = {}): INode {
	return {
		id: 'lockt',
		name: 'Lockt',
		type: 'n8n-nodes-lockt.lockt',
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INodeParameters,
		credentials: CREDENTIALS,
		...more,
	};
}

/** A Lockt Trigger on the canvas. */
export function triggerNode(parameters: object = {}): INode {
	return {
		id: 'trigger',
		name: 'Lockt Trigger',
		type: 'n8n-nodes-lockt.locktTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...parameters },
		credentials: CREDENTIALS,
	};
}
