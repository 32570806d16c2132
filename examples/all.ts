import { delivery, workloads } from './gitops/delivery';
import { minimal } from './minimal/shop';
import { DEVELOPMENT, onlineBoutique, PRODUCTION } from './online-boutique/boutique';
import { HardenedApp, Profile } from 'cdk8s-hardened';

/** Every example, each in a folder of its own below `out`. */
export function all(out: string): HardenedApp[] {
  return [
    minimal(`${out}/minimal`),
    onlineBoutique(`${out}/online-boutique/development`, DEVELOPMENT),
    onlineBoutique(`${out}/online-boutique/production`, PRODUCTION),
    workloads(`${out}/gitops/production`, Profile.production()),
    delivery(`${out}/gitops/delivery`, 'production'),
  ];
}
