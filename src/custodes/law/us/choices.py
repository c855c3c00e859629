"""
Divided questions that more than one rule asks.
"""

from custodes.law.choice import Choice, Default

COUNT_CONVENTION = Choice(
    id="count_convention",
    asks="Is the day of the event counted?",
    asks_spanish="¿Se cuenta el día del hecho?",
    readings={
        "exclude_event_day": "Louis v. U.S. Att'y Gen. (M.D. Fla. 2020)",
        "include_event_day": "one day earlier throughout",
    },
    default="exclude_event_day",
)
STAY_END_EVENT = Choice(
    id="stay_end_event",
    asks="Which event is the court's final order, where removal was stayed?",
    asks_spanish="¿Qué hecho es la orden final del tribunal, cuando se suspendió la expulsión?",
    readings={
        "court_decision": "the words of 8 USC 1231(a)(1)(B)(ii)",
        "mandate_issued": "a decision is final when its mandate issues",
        "order_executable": "8 CFR 241.4(g)(1)(i)(B): when the order can be executed",
    },
    default="court_decision",
    note="How each circuit reads it is not verified.",
    note_spanish="No se ha verificado cómo lo lee cada circuito.",
)
STAY_AUTHORITY = Choice(
    id="stay_authority",
    asks="While a court's stay stands, which section holds the person?",
    asks_spanish="Mientras rige la suspensión de un tribunal, ¿según qué sección está detenida la persona?",
    readings={
        "1226": "Prieto-Romero (9th Cir. 2008), Hechavarria (2d Cir. 2018), Leslie (3d Cir. 2012): "
        "the removal period has not begun",
        "1231": "the government's view of 2011: the period runs in spite of the stay",
    },
    default="1226",
    note="By circuit: the 2d, 3d, 9th and 11th read 1226; others are not verified, "
    "and the statute's words are followed there.",
    note_spanish="Por circuito: el 2.º, el 3.º, el 9.º y el 11.º leen 1226; los demás no se han "
    "verificado, y en ellos se siguen las palabras de la ley.",
)
DETAINEE_REQUESTED_STAY_TOLLS = Choice(
    id="detainee_requested_stay_tolls",
    asks="Does a stay that the person asked for stop the six months?",
    asks_spanish="¿Detiene los seis meses una suspensión que pidió la persona?",
    readings={
        "yes": "Akinwale n.4 and Gozo (11th Cir.)",
        "no": "no other circuit was found to say so",
    },
    default=Default("circuit", {"11": "yes"}, "no"),
)
FTC_EFFECT = Choice(
    id="ftc_effect",
    asks="What does a failure to comply do to the count?",
    asks_spanish="¿Qué efecto tiene un incumplimiento sobre el cómputo?",
    readings={
        "pause_and_resume": "the days of non-compliance are taken out",
        "restart_on_compliance": "the count starts again on compliance",
        "open_ended_reasonable_time": "8 CFR 241.4(g)(1)(ii) literally: no new date until ICE sets one",
    },
    default="pause_and_resume",
)
FTC_START = Choice(
    id="ftc_start",
    asks="Does a failure to comply begin with the conduct or with its notice?",
    asks_spanish="¿Comienza un incumplimiento con la conducta o con su notificación?",
    readings={
        "conduct_date": "8 USC 1231(a)(1)(C); 8 CFR 241.4(g)(5): late notice excuses nothing",
        "notice_I229b_date": "the day Form I-229(b) was served",
    },
    default="notice_I229b_date",
)
CRIMINAL_CUSTODY_AFTER_RP = Choice(
    id="criminal_custody_after_rp",
    asks="Does a later arrest or sentence, after the removal period has run, start it again?",
    asks_spanish="Un arresto o una pena posterior, cumplido ya el período de expulsión, ¿lo hace "
    "comenzar de nuevo?",
    readings={
        "restarts": "the words of 8 USC 1231(a)(1)(B): the latest of",
        "no_effect": "the period has run once and for all",
    },
    default="restarts",
    note="Unsettled; neither courts nor practice were verified.",
    note_spanish="No está resuelto; no se verificaron ni los tribunales ni la práctica.",
)
REINSTATEMENT_START = Choice(
    id="reinstatement_start",
    asks="When does the removal period of a reinstated order begin?",
    asks_spanish="¿Cuándo comienza el período de expulsión de una orden reinstaurada?",
    readings={
        "reinstatement_date": "the common reading",
        "ice_custody_date": "when ICE took custody",
        "original_order_date": "8 USC 1231(a)(5): reinstated from its original date",
    },
    default="reinstatement_date",
)
THREE_MONTHS = Choice(
    id="three_months",
    asks="Are the regulation's three months counted by the calendar?",
    asks_spanish="¿Se cuentan según el calendario los tres meses del reglamento?",
    readings={"calendar_months": "the plain word", "90_days": "counted as ninety days"},
    default="calendar_months",
)
