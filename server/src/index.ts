import { activity } from './activity/feature';
import { adminSettings } from './admin-settings/feature';
import { attempts } from './attempts/feature';
import { colleagues } from './colleagues/feature';
import { conversations } from './conversations/feature';
import { customers } from './customers/feature';
import { documents } from './documents/feature';
import { emailLinks } from './email-links/feature';
import { factors } from './factors/feature';
import { federation } from './federation/feature';
import { home } from './home/feature';
import { integration } from './integration/feature';
import { assemble } from './kernel/feature';
import { ground } from './kernel/ground';
import { links } from './links/feature';
import { mailChoices } from './mail-choices/feature';
import { migrations } from './migrations/feature';
import { modules } from './modules/feature';
import { navigation } from './navigation/feature';
import { notifications } from './notifications/feature';
import { outbox } from './outbox/feature';
import { pages } from './pages/feature';
import { password } from './password/feature';
import { payments } from './payments/feature';
import { portalInfo } from './portal-info/feature';
import { projects } from './projects/feature';
import { reviews } from './reviews/feature';
import { security } from './security/feature';
import { sending } from './sending/feature';
import { sharing } from './sharing/feature';
import { sessions } from './sessions/feature';
import { settings } from './settings/feature';
import { signUp } from './sign-up/feature';
import { sync } from './sync/feature';
import { tabs } from './tabs/feature';

/** For payment providers of a team's own (docs/payment-providers.md). */
export type * from '../../config/payment-provider';

export default assemble([
  ground,
  settings,
  adminSettings,
  activity,
  attempts,
  sessions,
  emailLinks,
  factors,
  password,
  security,
  signUp,
  federation,
  customers,
  colleagues,
  conversations,
  notifications,
  outbox,
  mailChoices,
  migrations,
  tabs,
  modules,
  documents,
  sending,
  links,
  payments,
  reviews,
  navigation,
  sync,
  sharing,
  projects,
  home,
  portalInfo,
  pages,
  integration,
]);
