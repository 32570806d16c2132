import { Policy } from './rule';
import { NEWEST_EDITION } from '../standard/edition';

/** What is judged against where nobody says otherwise: the newest minor that every supported cluster has caught up with, restricted everywhere. */
export const DEFAULT_POLICY: Policy = { minor: 36, podSecurity: 'restricted', edition: NEWEST_EDITION };
