import { npmRun } from './shell';

it("passes n8n's verification scan, source and tarball", async () => {
	const output = await npmRun('scan');
	expect(output.match(/^passed/gm)).toHaveLength(4);
});

it.each(['typecheck', 'lint'])("passes the project's own %s", async (script) => {
	await expect(npmRun(script)).resolves.toBeDefined();
});
