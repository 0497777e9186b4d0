/** An interaction comes in; what every message that answers it says of it goes out: who asked, by what, on what. */
import type { Interaction, State } from './state.ts';
import { InteractionType } from './wire.ts';

/** @param originalId the first answer, when this is about a further one */
export function interactionMetadata(
  state: State,
  interaction: Interaction,
  originalId?: string,
): Record<string, unknown> {
  const { id, type, userId, owners, source, targetId } = interaction;
  const common = {
    id,
    type,
    user: state.users.get(userId),
    authorizing_integration_owners: owners,
    ...(originalId && { original_response_message_id: originalId }),
  };
  if (type === InteractionType.component) return { ...common, interacted_message_id: source?.id };
  if (type === InteractionType.modal) {
    const before = interaction.before && interactionMetadata(state, interaction.before);
    return { ...common, triggering_interaction_metadata: before };
  }
  const user = targetId === undefined ? undefined : state.users.get(targetId);
  if (user) return { ...common, target_user: user };
  return { ...common, ...(targetId && { target_message_id: targetId }) };
}
