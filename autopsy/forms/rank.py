from smartpick.common.forms import CountField, HouseForm, TickField


class RankForm(HouseForm):
    programs_ranked = CountField(label="Programs ranked", high=500)
    no_list_certified = TickField(label="No rank list was certified")
    layout = ("programs_ranked", "no_list_certified")
