import type { IDataObject } from 'n8n-workflow';
import type { Lookups } from './lookups';
import type { ReadParameter } from './row';

/**
 * Those records that one input item wants, in their order.
 *
 * @param zone undefined where Lockt does not say it
 * @param warn tells n8n's log, once
 */
export type Choose = (
	records: IDataObject[],
	parameter: ReadParameter,
	zone: string | undefined,
	warn: (text: string) => void,
	lookups: Lookups,
) => IDataObject[] | Promise<IDataObject[]>;
