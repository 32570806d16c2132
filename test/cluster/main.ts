/* `npm run test:cluster [-- minor… | newest | oldest] [number of a proof…]`: the proofs, and unless some are chosen the walk of docs/enforce.md. */
import { walkPage } from './enforce';
import { runProofs } from './proofs/run';

async function main(args: readonly string[]): Promise<boolean> {
  const unknown = args.find((arg) => !/^([1-4]|1\.\d{2}|newest|oldest)$/.test(arg));
  if (unknown !== undefined) throw new Error(`'${unknown}' is neither a proof, 1 to 4, nor a minor, such as 1.37, newest or oldest`);
  const only = args.filter((arg) => /^[1-4]$/.test(arg));
  const proved = await runProofs(args.filter((arg) => !only.includes(arg)), only);
  if (proved === undefined || only.length > 0) return proved !== false;
  return await walkPage() && proved;
}

main(process.argv.slice(2)).then((green) => {
  process.exitCode = green ? 0 : 1;
}, (error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
