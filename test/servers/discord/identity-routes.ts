/** Who the bot is, and where its gateway is. */
import type { Gateway, GatewayOptions } from './gateway.ts';
import type { Route } from './rest-router.ts';
import type { State } from './state.ts';

export interface GatewayFacts extends GatewayOptions {
  url(): string;
  counts(): Gateway['counts'];
}

export function identityRoutes(state: State, { url, counts, ...options }: GatewayFacts): Route[] {
  const { shards = 1, maxConcurrency = 1, sessionStarts = 1000 } = options;
  const limit = () => ({
    total: 1000,
    remaining: Math.max(0, sessionStarts - counts().identified),
    reset_after: 86_400_000,
    max_concurrency: maxConcurrency,
  });
  const application = {
    id: state.applicationId,
    name: state.bot.username,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    type: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: state.bot,
    team: null,
    approximate_guild_count: state.guilds.length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: ['bot', 'applications.commands'],
    bot: state.bot,
  };
  const account = { mfa_enabled: true, locale: 'en-US', email: null, verified: true };
  return [
    {
      method: 'GET',
      path: '/gateway/bot',
      answer: () => ({ status: 200, body: { url: url(), shards, session_start_limit: limit() } }),
    },
    { method: 'GET', path: '/users/@me', answer: () => ({ status: 200, body: { ...state.bot, ...account } }) },
    { method: 'GET', path: '/applications/@me', answer: () => ({ status: 200, body: application }) },
  ];
}
