import { evaluatePolicy, inCel } from './evaluate';
import { examplesOf, isMatched, told } from './told';
import { policyRules } from '../../src/admission/policies';
import { ruleById } from '../../src/validation/rules';

describe.each(policyRules())('%s', (id) => {
  const rule = ruleById(id)!;

  it.each(examplesOf(rule))('denies the objects that the rule reports, and no others: %s', (_, edit) => {
    const { reported, model, printed } = told(rule, edit, { parametersNamespace: 'platform' });
    const policy = printed.find(({ kind }) => kind === 'ValidatingAdmissionPolicy')!;
    const params = printed.find(({ kind }) => kind === 'ConfigMap');
    const denied = model.resources.filter((resource) => (
      isMatched(policy, resource) && evaluatePolicy(policy, inCel(resource.raw), undefined, params) !== undefined
    ));
    expect(denied.map((resource) => resource.id).sort()).toEqual(reported);
  });
});
