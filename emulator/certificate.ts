import { generate } from 'selfsigned';

/** A certificate for 127.0.0.1 and localhost that nobody has signed but itself, good for a day. */
export async function selfMadeCertificate(): Promise<{ key: string; cert: string }> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
		notAfterDate: new Date(Date.now() + 24 * 60 * 60 * 1000),
		extensions: [
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 7, ip: '127.0.0.1' },
				],
			},
		],
	});
	return { key, cert };
}
