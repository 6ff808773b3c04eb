import type {
	IDataObject,
	INodeParameters,
	IPollFunctions,
	WorkflowActivateMode,
} from 'n8n-workflow';
import type { IANAZone } from 'luxon';
import type Luxon from 'luxon';
import path from 'node:path';
import type { LocktTrigger } from '../../nodes/Lockt/LocktTrigger.node';
import type { Building } from './building';

/** The trigger as `npm run build` left it, without anything that another one remembers in its process. */
export function loadTrigger(): LocktTrigger['poll'] {
	const file = path.resolve(__dirname, '../../dist/nodes/Lockt/LocktTrigger.node.js');
	const n8nWorkflow = jest.requireActual<object>('n8n-workflow');
	const luxon = jest.requireActual<typeof Luxon>('luxon');
	rememberTimes(luxon);
	let poll!: LocktTrigger['poll'];
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => n8nWorkflow);
		jest.doMock('luxon', () => luxon);
		const { LocktTrigger: Trigger } = jest.requireActual<{
			LocktTrigger: new () => LocktTrigger;
		}>(file);
		const trigger = new Trigger();
		poll = async function (this: IPollFunctions) {
			return trigger.poll.call(this);
		};
	});
	return poll;
}

/** Luxon asks Intl anew for each date, and reads each text anew: together half of the time of a history. */
function rememberTimes({ IANAZone: zones, DateTime }: typeof Luxon): void {
	if (hasRemembered) return;
	hasRemembered = true;
	for (const name of ['fromISO', 'fromFormat'] as const) {
		const read = Reflect.get(DateTime, name) as (...from: unknown[]) => unknown;
		const known = new Map<string, unknown>();
		const remember = (...from: unknown[]) => {
			const key = JSON.stringify(from);
			if (!known.has(key)) {
				if (known.size >= MOST_TEXTS) known.clear();
				known.set(key, read.call(DateTime, ...from));
			}
			return known.get(key);
		};
		Object.assign(DateTime, { [name]: remember });
	}
	// Clocks are changed at whole quarters of an hour.
	const isValidZone = zones.isValidZone.bind(zones);
	const offset: (this: IANAZone, at: number) => number = Reflect.get(zones.prototype, 'offset');
	const valid = new Map<string, boolean>();
	const offsets = new Map<string, number>();
	zones.isValidZone = (name) => {
		if (!valid.has(name)) valid.set(name, isValidZone(name));
		return valid.get(name)!;
	};
	zones.prototype.offset = function (at) {
		const key = `${this.name}/${Math.floor(at / 900_000)}`;
		if (!offsets.has(key)) offsets.set(key, offset.call(this, at));
		return offsets.get(key)!;
	};
}

let hasRemembered = false;

const MOST_TEXTS = 20_000;

export type Engine = 'default' | 'durable';

/** What n8n keeps in its database. */
interface Database {
	parameters: INodeParameters;
	isActive: boolean;
	/** Of the whole workflow, as JSON; in durable mode that of the node is `cursor`. */
	staticData: string;
	cursor: string;
}

interface StaticData {
	global: IDataObject;
	node: IDataObject;
}

/** A workflow as n8n has it in memory. */
interface Loaded {
	staticData: StaticData;
	/** The default engine polls with this one as long as the workflow is active. */
	context: IPollFunctions;
}

/** What of an item is looked at. */
export interface Item {
	trigger: string;
	summary: string;
	cardNumber: string;
	eventId: number;
	doorId: number;
	redelivered: boolean;
	reminder: boolean;
	/** Of repeated denials. */
	denialCount: number;
	denials: Array<Pick<Item, 'cardNumber' | 'eventId' | 'doorId'>>;
}

/** What became of what a poll put out. */
export type Fate =
	| { kind: 'delivered'; items: Item[] }
	/** n8n threw it away, as the workflow was published or unpublished meanwhile. */
	| { kind: 'discarded'; items: Item[] }
	/** n8n was killed when it had come so far. */
	| { kind: 'killed'; items: Item[]; stored: boolean; ran: boolean }
	| { kind: 'nothing' }
	| { kind: 'failed'; error: unknown };

const NODE = { id: 'node-1', name: 'Lockt Trigger', type: 'n8n-nodes-lockt.locktTrigger' };
const CREDENTIAL = {
	apiUser: 'somebody',
	apiKey: 'key-5b1c77',
	baseUrl: 'https://lockt.example/api/v1',
};
const POLL_MS = 5 * 60_000;
const TICK_MS = 36_000;
let processes = 0;

/** How n8n keeps what a trigger remembers: n8n-core's poll-trigger-executor, and what was measured of 2.41.1. */
export class N8n {
	readonly database: Database = {
		parameters: {},
		isActive: false,
		staticData: '{"global":{},"node":{}}',
		cursor: '{}',
	};
	private loaded?: Loaded;
	/** What nodes keep in the process they keep by workflow: another ID stands for another process. */
	private workflowId = '';
	/** When the first poll of the process began that polled last. */
	began = 0;
	private hasBegun = false;
	/** What n8n's log was told. */
	readonly log: string[] = [];
	/** How far n8n comes with what the next poll puts out, before it is killed. */
	killsAt?: { stored: boolean; ran: boolean };
	/** Lockt answers no poll of a workflow that is loaded from now on before this. */
	until?: Promise<void>;

	constructor(
		private readonly poll: LocktTrigger['poll'],
		private readonly engine: Engine,
		private readonly building: Building,
	) {
		this.beginProcess();
	}

	get isRunning(): boolean {
		return this.loaded !== undefined;
	}

	/** A person publishes the workflow. @returns what its first poll did; where it failed it is not active */
	async publish(parameters: INodeParameters, mode: WorkflowActivateMode): Promise<Fate> {
		this.unpublish();
		this.database.parameters = parameters;
		return this.activate(mode);
	}

	unpublish(): void {
		this.loaded = undefined;
		this.database.isActive = false;
	}

	/** n8n ends, whatever it is doing. */
	stop(): void {
		this.loaded = undefined;
		this.beginProcess();
	}

	/** n8n starts. Its durable mode goes on with its schedule; its default engine polls at once. */
	async start(mode: WorkflowActivateMode): Promise<Fate> {
		if (!this.database.isActive) return { kind: 'nothing' };
		if (this.engine === 'default') return this.activate(mode);
		const staticData = this.readStaticData();
		this.loaded = { staticData, context: this.makeContext(staticData, 'update', POLL_MS) };
		return { kind: 'nothing' };
	}

	private async activate(mode: WorkflowActivateMode): Promise<Fate> {
		const staticData = this.readStaticData();
		const loaded = { staticData, context: this.makeContext(staticData, mode, POLL_MS) };
		this.loaded = loaded;
		try {
			const items = await this.run(loaded.context);
			this.database.isActive = true;
			if (items) return this.putOut(items, staticData);
			if (this.engine === 'default') this.save(staticData);
			// What the node stored there is thrown away; what the workflow stored is not.
			else this.save({ global: staticData.global, node: this.readStaticData().node });
			return { kind: 'nothing' };
		} catch (error) {
			this.loaded = undefined;
			return { kind: 'failed', error };
		}
	}

	/** The next poll of the schedule. */
	async tick(): Promise<Fate> {
		const { loaded } = this;
		if (!loaded) return { kind: 'nothing' };
		const staticData = this.engine === 'default' ? loaded.staticData : this.readStaticData();
		const context =
			this.engine === 'default' ? loaded.context : this.makeContext(staticData, 'update', TICK_MS);
		try {
			const items = await this.run(context);
			if (this.loaded !== loaded) return { kind: 'discarded', items: items ?? [] };
			if (items) return this.putOut(items, staticData);
			if (this.engine === 'durable') this.database.cursor = JSON.stringify(staticData.node);
			return { kind: 'nothing' };
		} catch (error) {
			return this.loaded === loaded ? { kind: 'failed', error } : { kind: 'nothing' };
		}
	}

	/** Somebody fetches a test event. */
	async test(parameters: INodeParameters): Promise<void> {
		const context = this.makeContext(this.readStaticData(), 'manual', POLL_MS, parameters);
		await this.run(context).catch(() => null);
	}

	private putOut(items: Item[], staticData: StaticData): Fate {
		const { killsAt } = this;
		this.killsAt = undefined;
		if (!killsAt) {
			this.save(staticData);
			return { kind: 'delivered', items };
		}
		// Its durable mode stores both together.
		const { stored } = killsAt;
		const ran = this.engine === 'durable' ? stored : killsAt.ran;
		if (stored) this.save(staticData);
		this.stop();
		return { kind: 'killed', items, stored, ran };
	}

	private async run(context: IPollFunctions): Promise<Item[] | null> {
		if (context.getMode() !== 'manual' && !this.hasBegun) {
			this.began = this.building.clock.now;
			this.hasBegun = true;
		}
		const output = await this.poll.call(context);
		return output?.[0]?.map(({ json }) => json as unknown as Item) ?? null;
	}

	private beginProcess(): void {
		this.workflowId = `workflow-${String(++processes)}`;
		this.hasBegun = false;
	}

	private readStaticData(): StaticData {
		const { staticData, cursor } = this.database;
		const read = JSON.parse(staticData) as StaticData;
		if (this.engine === 'durable') read.node = JSON.parse(cursor) as IDataObject;
		return read;
	}

	private save(staticData: StaticData): void {
		this.database.staticData = JSON.stringify(staticData);
		this.database.cursor = JSON.stringify(staticData.node);
	}

	private makeContext(
		staticData: StaticData,
		activation: WorkflowActivateMode | 'manual',
		budgetMs: number,
		parameters = this.database.parameters,
	): IPollFunctions {
		const node = { ...NODE, typeVersion: 1, position: [0, 0] as [number, number], parameters };
		const { workflowId, building, log, until } = this;
		const say = (text: string) => {
			log.push(text);
		};
		const context = {
			getMode: () => (activation === 'manual' ? 'manual' : 'trigger'),
			getActivationMode: () => activation,
			getPollBudgetMs: () => budgetMs,
			getNode: () => node,
			getWorkflow: () => ({ id: workflowId, name: 'Workflow', active: true }),
			getWorkflowStaticData: (type: 'global' | 'node') => staticData[type],
			getNodeParameter: (name: string) => parameters[name],
			getCredentials: () => Promise.resolve(CREDENTIAL),
			logger: { warn: say, error: say, info: say, debug: say },
			helpers: {
				httpRequestWithAuthentication: async (_: string, { url }: { url: string }) => {
					await until;
					return building.answer(url);
				},
			},
		};
		return context as unknown as IPollFunctions;
	}
}
