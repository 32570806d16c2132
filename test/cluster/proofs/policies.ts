import { AuditLog } from './audit-log';
import { proveCost } from './policy-cost';
import { proveExceptions } from './policy-exceptions';
import { proveParameters } from './policy-parameters';
import { Answer, Stage } from './policy-stage';
import { Example, examples, findingsOf, ofCompliantApp, Question, random, taken } from './questions';
import { FULL, isFull, Sample } from './sample';
import { forEach, Tally } from './tally';
import { provePolicyTypes } from './type-checking';
import { policyRules } from '../../../src/admission/policies';
import { Json } from '../../../src/manifest/model';
import { Finding } from '../../../src/validation/finding';
import { Cluster } from '../cluster';

/**
 * Proof 4: the policies that are printed from the rules deny exactly what the rules report: for every example of every rule that CEL can express, and
 * for random objects. Their expressions have no type error, and cost no more than the API server grants.
 *
 * What all policies say of an object is only in the audit log. Where a server has none that can be read, every rule is an error, and what is refused
 * is compared.
 */
export async function provePolicies(cluster: Cluster, sample: Sample = FULL): Promise<Tally> {
  const tally = new Tally('proof 4: the policies', sample.say);
  const auditLog = cluster.auditLog === undefined ? undefined : new AuditLog(cluster.auditLog);
  const stage = await Stage.set(cluster, auditLog);
  try {
    if (isFull(sample)) await provePolicyTypes(stage.scene, tally, stage.minor);
    const questions = [...ofCompliantApp(stage.minor), ...examples(stage.minor), ...random(stage.minor, sample.objects)];
    let judged: readonly Question[];
    if (auditLog === undefined) {
      judged = await completed(stage, tally, questions);
    } else {
      checkActing(tally, await stage.bind('audit'));
      judged = await proveVerdicts(stage, tally, questions, sample);
      if (isFull(sample)) await proveCost(stage, tally);
    }
    checkActing(tally, await stage.bind('deny'));
    await proveDenials(stage, tally, judged);
    if (isFull(sample)) {
      await proveExceptions(stage, tally);
      await proveParameters(stage, tally);
    }
  } finally {
    auditLog?.close();
    await stage.scene.clear();
  }
  return tally;
}

function checkActing(tally: Tally, idle: readonly string[]): void {
  tally.check('each policy acts on an example that its rule reports', idle.length === 0, idle);
}

/** The policies say of each object what the rules say of it. Gives the questions that met the policies, about the objects as they were judged. */
async function proveVerdicts(stage: Stage, tally: Tally, questions: readonly Question[], sample: Sample): Promise<Question[]> {
  const asked: { readonly question: Question; readonly answer: Answer }[] = [];
  let refused = 0;
  await forEach(questions, async (question) => {
    const answer = await stage.ask(question);
    const other = answer.status === 201 || question.example === undefined ? undefined : taken(question, stage.minor);
    const second = other && await stage.ask(other);
    // What Kubernetes itself refuses meets no policy.
    if (answer.status === 201) asked.push({ question, answer });
    else if (other && second?.status === 201) asked.push({ question: other, answer: second });
    else if (question.about.startsWith('random')) refused++;
    else tally.note(`${question.about}: refused by Kubernetes itself: ${answer.message.slice(0, 160)}`);
  });
  const seen = { broken: new Set<string>(), violations: 0, completed: new Map<string, number>() };
  const judged: Question[] = [];
  const told = new ToldExamples();
  for (const { question, answer } of asked) {
    const { about, kind, object } = question;
    const said = await stage.recorded(answer.name);
    const findings = findingsOf({ ...answer.completed, apiVersion: object.apiVersion, kind: object.kind }, kind, stage.minor);
    const [written, ours, theirs] = [rulesIn(question.findings), rulesIn(findings), [...said.keys()].sort()];
    tally.check(`${about} in a namespace that is ${kind}`, ours.join() === theirs.join(), { ours, theirs, object });
    for (const rule of [...written.filter((id) => !ours.includes(id)), ...ours.filter((id) => !written.includes(id))]) {
      tally.check(`${about}: what the API server completes changes what ${rule} says`, isCompletion(rule, object), object);
      seen.completed.set(rule, (seen.completed.get(rule) ?? 0) + 1);
    }
    for (const [rule, message] of said) {
      tally.check(`the message of ${rule} names a field and what to write`, /^[a-zA-Z]+[.{[]?[a-zA-Z]/.test(message) && message.includes('; '), message);
    }
    if (question.example !== undefined) told.add(question.example, said.has(question.example.rule));
    if (question.isCompliant === true) tally.check(`no policy reports ${about}`, said.size === 0, [...said]);
    for (const rule of ours) seen.broken.add(rule);
    seen.violations += ours.length;
    judged.push({ ...question, findings });
  }
  const randoms = asked.filter(({ question }) => question.about.startsWith('random')).length;
  tally.note(`${asked.length - randoms} objects of examples and ${randoms} random ones (${refused} more are no objects to Kubernetes): ${seen.violations} violations`);
  tally.note(`completed by the API server: ${[...seen.completed].map(([rule, count]) => `${count} x ${rule}`).join(', ') || 'nothing that matters'}`);
  told.check(tally);
  const wanted = Math.floor(sample.objects * 0.61);
  tally.check(`as many as ${wanted} random objects were judged`, randoms >= wanted, randoms);
  // Kubernetes takes an unmasked /proc in user namespaces only, where this row is softened from 1.35 on.
  const cannotBe = stage.minor >= 35 ? ['pss-proc-mount'] : [];
  const unseen = policyRules().filter((rule) => !seen.broken.has(rule) && !cannotBe.includes(rule));
  tally.check('each rule is seen broken', unseen.length === 0, unseen);
  return judged;
}

/** The objects as the API server completes them, where it takes them; no policy is asked. */
async function completed(stage: Stage, tally: Tally, questions: readonly Question[]): Promise<Question[]> {
  const judged: Question[] = [];
  await forEach(questions, async (question) => {
    const { status, completed: object } = await stage.ask(question);
    const { apiVersion, kind } = question.object;
    if (status === 201) judged.push({ ...question, findings: findingsOf({ ...object, apiVersion, kind }, question.kind, stage.minor) });
  });
  tally.note(`no audit log can be read here: ${judged.length} objects are compared by whether they are denied, every rule an error; the cost is not asked`);
  return judged;
}

/** What the policy of a rule said of its examples: that is written beside the rule, and not worked out from it. */
class ToldExamples {
  private readonly examples = new Map<string, { readonly example: Example; said: boolean }>();

  add(example: Example, said: boolean): void {
    const key = `${example.rule} ${example.name}`;
    const known = this.examples.get(key);
    if (known === undefined) this.examples.set(key, { example, said });
    else known.said ||= said;
  }

  check(tally: Tally): void {
    let [bad, good] = [0, 0];
    for (const { example, said } of this.examples.values()) {
      if (example.isBad) bad++;
      else good++;
      const { rule, name, isBad } = example;
      tally.check(`the policy of ${rule} ${isBad ? 'reports the bad' : 'is silent on the good'} example ${name}`, said === isBad);
    }
    tally.note(`${bad} bad examples reported by the policy of their rule, ${good} good ones not`);
  }
}

function rulesIn(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

/** What the API server writes into Pods before it asks, and manifests of others do not show. */
function isCompletion(rule: string, { kind, metadata, spec }: Json): boolean {
  if (kind !== 'Pod') return false;
  // The annotations from before 1.30 become fields.
  if (rule === 'pss-apparmor') return JSON.stringify(metadata).includes('container.apparmor.security.beta.kubernetes.io/');
  // A pod that has resources of its own requests what its containers request.
  return /^resources-(cpu|memory)-request$/.test(rule) && (spec as Json).resources !== undefined;
}

/** With Deny, the same objects are refused where a rule calls it an error, and admitted elsewhere. */
async function proveDenials(stage: Stage, tally: Tally, questions: readonly Question[]): Promise<void> {
  const seen = { denied: 0, admitted: 0 };
  const some = questions.filter((question, i) => !question.about.startsWith('random') || i % 4 === 0);
  const isDenied = (question: Question): boolean => stage.denies(question);
  await forEach(some, async (question) => {
    const { status, message } = await stage.ask(question);
    seen[status === 201 ? 'admitted' : 'denied']++;
    tally.check(`${question.about} in a namespace that is ${question.kind} is ${isDenied(question) ? 'denied' : 'admitted'}`, (status === 403) === isDenied(question), {
      status, message, findings: question.findings.map(({ rule, severity }) => `${severity} ${rule}`), object: question.object,
    });
  });
  tally.note(`at stage deny: ${seen.denied} denied, ${seen.admitted} admitted`);
  tally.check('some are denied and some admitted', seen.denied >= some.length / 5 && seen.admitted >= some.length / 20, seen);
}
