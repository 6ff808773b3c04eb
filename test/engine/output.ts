import type { IDataObject, INodeExecutionData, Workflow } from 'n8n-workflow';

/** What a node put out, and what n8n keeps of it. */

export const jsonOf = (items: INodeExecutionData[] | null): IDataObject[] =>
	(items ?? []).map(({ json }) => json);

/** The IDs of the events that a trigger put out. */
export const idsOf = (items: INodeExecutionData[] | null) =>
	jsonOf(items).map(({ eventId }) => eventId);

/** The details of an error item. */
export const detailsOf = ({ json }: INodeExecutionData) => json.details as IDataObject | undefined;

/** What each item says became of it, done or not. */
export const outcomesOf = (items: INodeExecutionData[]) =>
	items.map((item) => detailsOf(item)?.outcome ?? item.json.outcome);

/** The request in a row of a Dry Run, which is one text there. */
export function requestOf({ request }: { request?: unknown }) {
	const parts = /^(\d+) of (\d+): ([A-Z]+) (\S+)(?: (.*))?$/s.exec(String(request));
	if (!parts) throw new Error(`No request: ${String(request)}`);
	const [, number, of, method, address, body] = parts;
	return {
		...{ number: Number(number), of: Number(of), method, address },
		...(body !== undefined && { body: JSON.parse(body) as IDataObject }),
	};
}

/** What a workflow remembers, as it comes back from n8n's database. */
export const storedOf = ({ staticData }: Workflow) =>
	JSON.parse(JSON.stringify(staticData)) as IDataObject;
