import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { User } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { TextLink } from "../../ui/link";

// UserSecurity takes away the second factor of somebody who has lost the phone.
export function UserSecurity({ user }: { user: User }) {
	const t = useT();
	const queries = useQueryClient();
	const [asking, setAsking] = useState(false);
	const reset = useMutation({
		mutationFn: () => api.post(`/users/${user.id}/second-factor/reset`),
		onSuccess: async () => {
			setAsking(false);
			await queries.invalidateQueries({ queryKey: keys.users });
		},
	});
	return (
		<>
			{user.second_factor ? (
				<div>
					<Button icon="lock" onPress={() => setAsking(true)}>
						{t("factor.reset")}
					</Button>
				</div>
			) : (
				reset.isSuccess && <Banner tone="good">{t("factor.wasReset")}</Banner>
			)}
			<p>
				<TextLink href={`/admin/audit?person=${user.id}`}>{t("audit.ofPerson")}</TextLink>
			</p>
			<Confirm
				title={t("factor.resetTitle", { name: user.name })}
				isOpen={asking}
				onClose={() => setAsking(false)}
				onConfirm={() => reset.mutate()}
				action={t("factor.reset")}
				isPending={reset.isPending}
			>
				<FormError error={reset.error} />
				<p>{t("factor.resetText")}</p>
			</Confirm>
		</>
	);
}
