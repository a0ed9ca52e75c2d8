// Command regularsctl works on a book from a terminal: everything the window
// knows, as text or, with --json, as JSON.
//
// # The JSON contract
//
// With --json a call writes one JSON value to standard output, in English
// codes whatever the language. Fields may be added, never renamed or removed.
// Amounts ("…_minor") are whole numbers of the currency's smallest unit, days
// are "2024-02-13", ids are 32 hexadecimal digits and "" for none.
//
//	new      {"book","currency","records":{KIND:n}}
//	import   {"files":[{"path","as","format","encoding","separator","date_order"}],
//	          "rows","created":{KIND:n},"updated":{KIND:n},"created_rows","updated_rows","skipped","rejected",
//	          "walk_in_rows","net_minor","currency","change_set","reject_file","reject_files":[PATH],
//	          "problems":[{"code","file","row","column","value"}]}
//	export   {"kind","csv"}, or {"kind","file"} with --to
//	search   [{"kind","id","title","why"}], the best first
//	show     {"kind","record","history":[{"set","at","ref":{"kind","id"},"created","removed","fields":[{"field","before","after"}]}]},
//	         for a customer also "habits": see [regulars/data/insight/rhythm.Habits]
//	brief    {"as_of","id","name","class","stage","habits","profit","bought","reasons","due","contacts","tasks","action","channel","offer",
//	         "text"}: see [regulars/app/screen/brief.Brief]; text is the page in words, "file" is there with --to
//	ask      {"question","as_of","method","currency","n","coverage","needs":[{"code","count"}],"rows":[…]}
//	groups   [{"id","name","rule_text"}], the saved groups by name
//	today    {"day","tasks":[TASK],"quiet":ASK,"actions":[{"action","party","name","why","arithmetic","channel",
//	          "expected_minor","chance","chance_n","worth_minor","basis","worked","tried",…}]}, the most valuable first:
//	          see [regulars/data/insight/action.Action]
//	history  [{"id","at","actor","title","changes","undoes","undone_by"}], the newest first
//	undo     {"change_set","conflicts":[{"ref":{"kind","id"},"field","code"}]}
//	backup   {"backup":PATH}
//	check    {"records","ops","problems":[TEXT]}
//	compact  {"bytes_before","bytes_after"}
//	tour     {"pictures","index"}
//
// In import created_rows + updated_rows + skipped + rejected = rows. The kinds
// are party, product, category, document, interaction, task, tag,
// custom_field and the others of [regulars/data/crm.Kind].
//
// The rows of ask are
//
//	segments       {"segment","customers","net_minor","r","f","m"}
//	  --customers  {"id","name","segment","days","orders","net_minor","r","f","m","documents":[ID]}
//	value          {"class","customers","net_minor","from_minor"}
//	  --since DAY  {"id","name","from","to"}: who changed class; "" stands for no purchase
//	demand         {"bucket","from","to","days","partial","group","name","orders","lines","units","net_minor","share","per_day"}, beside
//	               them "sure":SURE or null for one group,"buckets":[{"bucket","traded","zero","closed","missing","sold_out","explained","offered","booked",
//	               "turned_away","demand"}], days of the whole business and what was asked of what can be booked, demand being
//	               booked and turned away; "groups":[{"group","name",SUMS,"purposes":[{"purpose","label",SUMS}]}], SUMS
//	               "orders","units","net_minor","contribution_minor","cost_coverage","contribution_per_order_minor",
//	               "costed_orders","peak"; contribution per order is null where no order has all its costs
//	new-returning  {"period","from","to","new","returning","new_minor","returning_minor","walk_ins","walk_in_minor","first","partial"}
//	profit         {"kind","id","code","name","customers","sales","net_minor","costed_minor","cost_minor","contribution_minor",
//	                "coverage","margin","markup","share","cumulative"}; by customer and group also "serve_minor",
//	                "served":[{"kind","contacts","minutes","km","unpriced","cost_minor"}],"unpriced_contacts",
//	                "acquisition_minor","acquisition_known","acquisition_unknown","rewards_minor","rewarded","profit_minor";
//	                by customer also "verdict","reasons":[{"code","amount_minor"}],"loyalty":{"first","tenure_days","purchase_days",
//	                "gap_variation","revenue_share"}. Beside "rows": "from","by","total","drains","lost_minor".
//	                kind is named, or none, walk_in, gone (in the trash), not_bought for rows without a name
//	  --customer   that row, with "sales":[{"document","date","net_minor","costed_minor","cost_minor","contribution_minor"}],
//	               "contacts","acquisition_minor","rewards": everything behind it
//	offer          {"customer","name","because":[ITEM],"then":ITEM,"segment","last","bought_on","bought","n","likelihood","lift",
//	                "expected_minor","worth_known"}, one a customer; beside them "items":[{"id","name","customers","expected_minor"}],"withheld".
//	                ITEM is {"id","name"}
//	bands          {"group","band","lines","of","customers","share","usual_share","lift":{"value","low","high"},"telling"}, lift null
//	                where nobody buys in the band; beside them "by","lines":[low,middle,high],"categories"
//	yield          {"period","from","to","partial",FIGURES}; FIGURES "offered","sold","held","refused","demand","sold_out_days","net_minor",
//	               "contribution_minor","occupancy","rate_minor","per_available_minor","yield","rate_achieved", null where not defined; beside
//	               the rows "resource","name","nightly","total":{FIGURES},"segments":[{"name",FIGURES}],"take_up":[{"segment","class","part",
//	               "sold","refused","net_minor","rate_minor"}],"service":{"n","correlation","correlation_low","correlation_high",
//	               "rows":[{"from","to","n","rating","waits","wait_min"}]}, rating 1 to 5, wait_min in minutes, of days by occupancy
//	pace           {"period","from","to","offered","now","now_minor","then","then_minor","final","final_minor"}, those of last year null without one;
//	               beside them "resource","name","nightly","total"
//	mix            {"bucket","segment","asked","taken","net_minor","contribution_minor","per_unit_minor","best","best_contribution_minor","limit",
//	               "share":SPAN,"per_day":SPAN,"per_unit_low_minor","per_unit_high_minor"}, the ends null where too little is known,
//	               beside them "sure":SURE,"resource","name","nightly","by","from","to","buckets":[{"bucket","days","offered","taken","best"}],"earned_minor","best_minor",
//	               "trial":{"from","to","requests","first_come_minor","advised_minor","best_minor"} or null
//	slow           {"id","name","sku","last","stock","counted","value_minor","margin_minor"}, the last two null where not known; beside
//	                them "days","value_minor","margin_minor"
//	whatif         {"lever","change":{"value_minor","low_minor","high_minor"},"needs","coverage"}, change null where needs say why; lever is
//	                mix with "units","from_each_minor","to_each_minor"; retention with "kept","had","active","more","each_minor"; or
//	                returns with "lines","lost_minor". Beside "rows": "from","contribution_minor","net_minor","total_minor"
//	reasons        {"reason","label","sales","customers","net_minor","contribution_minor","coverage","share","parts":[{"group","sales","customers",
//	                "net_minor","contribution_minor","coverage","share"}]}, reason "" and last for purchases without one; beside them "by","by_net",
//	                "total","rest","lost":[{"reason","label","quotes","net_minor","share"}],"lost_quotes","lost_noted"
//	benefit        {"measure","unit","of","before":SIDE,"now":SIDE,"change":{"value","low","high","telling"}}, SIDE {"n","value","coverage"}; value
//	                and change null where they cannot be told; measure is products, revenue, contribution, serve or retention, unit minor or
//	                ten_thousandth; beside them "baseline","months","before":{"from","to"},"now":{"from","to"},"not_measured"
//	lifecycle      {"stage","customers","net_minor","before","came","left"}, beside them "since","factor_10","gaps","usual_gap","long_gap",
//	               "repeaters":SHARE,"flows":[{"from","to","moves"}],"periods":[{"period","from","to","active","kept","new","back",
//	               "retention":SHARE,"net_minor","growth","partial"}],"stays":[{"months","at_risk","ended","share","low","high"}],"early","full_from"
//	  --customers  "customers":[{"id","name","stage","entered","days","orders","first","last","silence","net_minor","own_gaps","own_gap","usual_gap",
//	               "lapsing_from","lost_from","second_category","followed","stayed","ended"}]
//	  --moves      "moves":[{"id","name","date","from","to"}]
//	costs          {"code","id","name","booked","price_from","units","units_without_cost","revenue","contribution_total","price","variable_cost",
//	               "contribution","break_even_units","price_changes":[{"price_change","price","units_change"}]}, money as decimals; beside them those
//	               of costs without a book and "from","units","revenue_without_cost","cost_of_goods","variable_items","of_no_row","fixed_cost",
//	               "break_even_day","whole_months","cost_items":[{"id","name","cost_kind","driver","cost"}],
//	               "months":[{"from","revenue","contribution_total","fixed_cost","profit"}],"price_bands"
//	price          those of price without a book, and "id","why_no_best","changes":[{"week","before","after","was":WEEKS,"is":WEEKS,"effect":SPAN}];
//	               WEEKS is {"weeks","units","low","high"}, the units of a week; effect is those after by those before, less one, or null
//	forecast       {"series","name","step","from","to","open_days","usual","point","lo80","hi80","lo95","hi95","whole","method"}, those of net
//	               in minor units, usual without the conditions; beside them "by","unit","measure","conditions":[CONDITION],
//	               "series":[{"series","name","n","method","model","shown","origins","steps_tried","mase","relative_to_naive",
//	               "beats_naive","coverage80","coverage95","needs","ended","last":{"from","expected","lo80","hi80","actual"}}].
//	               The parts add up to _all, the first series, in point and in whole; "method" of a series is the one tried, "shown" that of its rows.
//	  --file       {"series","step","point","lo80","hi80","lo95","hi95","method"}, beside them "series":[…] without name, shown, ended and last
//	plan           {"of","code","name","known","expected","lo80","hi80","method","last":{"expected","lo80","hi80","actual"},
//	               "room":{"offered","booked","occupancy","hours"}}, of is total, product, segment or capacity, last null where it was not
//	               forecast, room of capacity only; beside them "unit","measure","from","to","last_from","conditions":[CONDITION]
//	next           {"party","name","orders","last","silence","p_buy","expected_orders","low","high","band","expected_minor",…}:
//	               see [regulars/data/insight/lifetime.Forecast]
//	repurchase     {"customer","name","item","item_name","last","quantity","interval","remind","due","state",…}:
//	               see [regulars/data/insight/repurchase.Result]
//	rules          {"if":[ITEM],"then":ITEM,"count","support","confidence","lift","p","q","telling","worth_minor",…}:
//	               see [regulars/data/insight/basket.Result]
//	restock        {"id","name","sku","supplier","state","order","stock","counted","lead_days","expected","safety","days_left","method","beats_naive","blocks"},
//	               beside them "service"; quantities in ten-thousandths; state is order, enough, negative, no_stock, no_lead, too_new or quiet
//	launch         {"id","name","category","price_minor","first","units","estimate","distance"}: the analogues, beside them "known","low","mid","high",
//	               "between","groups":[{"group","reach","adoption","units"}],"launches"; units of a row in ten-thousandths, all other in pieces
//	cohorts        {"key","name","from","customers","net_minor","early","cells":[CELL]}, beside them "by","average":[CELL],"early","full_from",
//	               "walk_in_minor","other_minor": what nobody known and what customers in the trash bought
//	referrals      {"id","name","spend_minor","open","direct":BROUGHT,"all":BROUGHT,"value_minor","square"},
//	               BROUGHT {"customers","revenue_minor","profit_minor","rewards_minor"}; beside the rows "brought":BROUGHT,"open","value",
//	               "limits":{"spend_minor","value_minor","own_spend","own_value"},"square":[{"square","customers","spend_minor","value_minor"}],
//	               "tree":[{"id","name","depth","date","open","spend_minor","reward_minor","brought","value_minor"}]
//	priority       {"id","name","place","score","axes":[{"value_minor","rank"}],"contribution_minor","serve_minor",
//	               "acquisition_minor","rewards_minor"}, the axes profit, expected, referrals;
//	               beside the rows "basis","axes":[{"axis","available","weight","share"}]
//	track-record   {"question","series","day","until","method","unit","expected","low","high","level","replayed","over","actual",
//	               "inside","off"}, the newest first; beside them "horizon_days","inside","replayed","right":{"n","model","rule",
//	               "nobody","days"},"bands":[{"band","n","expected","came"}],"chosen","back_test","actions":[{"action","worked",
//	               "tried","came","skipped","pending","uplift":{"difference","low","high"}}]
//	cycles         {"cycle","period","unit","found","reason","strength","p","n","repetitions","together",
//	               "indices":[{"slot","index","low","high","n"}]}, beside them "from","to","measure",
//	               "days":{"traded","zero","closed","missing","sold_out","explained"},"split","groups":[{"group","from","to","purchases",
//	               "days","thin","random_share","random_swing","cycles":[ROW]}], both random ones null where thin; cycle is hour, weekday, month_part,
//	               month, quarter or other, reason (not found) short, untimed, single, weak, chance or unproven
//	sites          {"site","name",FIGURES,"share","average_order_minor","average_low_minor","average_high_minor","against_others","weekday",
//	               "weekday_share","weekday_sure","before":{FIGURES},"change","nights":USE,"slots":USE}, FIGURES "orders","customers","units",
//	               "net_minor","contribution_minor","coverage"; USE {"resources","offered","sold","net_minor","occupancy","rate_minor"};
//	               site is "" for what was sold without one, a difference higher, lower or "" where it may be chance; what cannot be
//	               told is null. Beside them "from","total","shared_customers","places"
//	causes         {"kind","id","name","n","of","shown","reason","difference","correlation","low","high","p","q","real"}, beside
//	               them "from","to","measure","holiday_country","unexplained":[DAY],"explained":[DAY],
//	               DAY {"date","value","expected","times","off","why","event"},"responses":[{"event","type","title","from","to",
//	               "before","during","after","change","low","high","n":[3]}]; kind is holiday, eve, bridge, calendar, event or measured,
//	               the name of which is rain_mm or temperature_c (correlation) or wet (difference to dry days)
//	segment        {"id","name","last","orders","net_minor"}, beside them "rule","rule_text","net_minor"
//	  --why        also "because":[{"field","holds","known","value","last"}],"documents":[ID]
//	movement       {"from","to","kind","customers","before_minor","between_minor"}, beside them "of","from","states":[STATE],
//	               "total_minor","rest_minor","good","bad" (rows or none); kind is same, better, worse, arrived, joined or left
//	  --customers  {"id","name","from","to","before_minor","between_minor"}
//
// A rule is typed as in
//
//	r>=4 and bought(category="Green tea", days=180) and consent=email
//	not (orders(days=90) >= 2 or quiet < 30) and custom.card known
//
// see [regulars/data/insight/segment.Parse] for its grammar and
// [regulars/data/insight/segment.Fields] for what can be asked.
//
// CONDITION is {"kind","told","needs","steps":[{"times","low","high","days","open_days"}]} with what was asked, such as "percent";
// "priced" and "kept" of a price, "difference" of an event. Times is what the usual is multiplied by.
// SURE is {"weeks","p","differs"}: the chance that times that are all alike differ so much, and whether it is below 1 %.
// SHARE is {"part","of","rate","low","high"}, the last three null without a
// whole; CELL is {"month","active","of","net_minor","partial"}.
//
// where r is a middle number of days since the last purchase, f one of orders,
// m one of money for each customer, units are ten-thousandths, n counts the
// customers or documents behind the answer and coverage is the share, 0 to 1,
// that it stands on.
//
// The questions protect, group, price and costs answer without a book too. They know no
// currency: their money is in the unit it was asked in ("80.00"), and numbers
// that are not defined are null. Their answers hold, besides the fields of ask,
//
//	protect  "capacity","advice","emsr_a":[…],"emsr_b":[…],"optimal":[…],
//	         "booking_limits":{POLICY:[…]},"expected_revenue":{POLICY:…,"first_come":…},
//	         "overbooking":{"limit","expected_turned_away","p_turned_away"}, rows
//	         {"class","contribution","mean","sd","asked","booking_limit"}
//	group    "answer","fits","units_expected","group_margin","displacement_cost":RANGE,"other_nights_cost",
//	         "net_gain":RANGE,"lowest_rate":RANGE,"lowest_rate_without_ancillary","p_regret", rows
//	         {"night","date","free","displaced","displaced_low","displaced_high","cost","other_nights_cost"}
//	         asked of the book (--arrive) also "as_of","currency","resource","p_group_cancels","wash","groups","correlation",
//	         "night_pairs","stay_length", and in each row "capacity","on_hand","on_hand_expected","to_come",
//	         "contribution","comparable_nights"; its answer is "unknown" with too few of these
//	price    "categories":[{"category","products","mean","spread"}], rows
//	         {"product","category","state","elasticity":SPAN,"own":SPAN,"periods","price_levels","lowest_price","highest_price",
//	         "price","seasonal","needs","best_price","what_if":[{"price","units":SPAN,"contribution":SPAN,"seen"}]}
//	costs    "contribution","contribution_ratio","revenue","contribution_total","profit","break_even_units",
//	         "break_even_revenue","margin_of_safety","operating_leverage", rows {"price_change","price","units_change"}
//
// where RANGE is {"mean","low","high"}, what lies between in 8 of 10 cases, and
// SPAN is {"value","low","high"}, a 95 % interval.
//
// A call that fails writes {"error":CODE,"message":TEXT}, for files with
// "problems" as in import; import and the book have their own codes, all
// other failures are "usage" or "failed". A check that finds damage and an
// undo with conflicts write their usual value instead.
//
// # Exit codes
//
//	0  done
//	1  failed, and nothing was changed
//	2  the call was wrong (unknown command, flag or value)
//	3  an import was done, but some rows were rejected
package main
