from indicators.models.indicator import (
    KIND_BY_LEVEL,
    PERIOD,
    WITHOUT_NUMBER,
    Direction,
    Indicator,
    IndicatorValue,
    ValueKind,
    ValueStatus,
    validate_period,
)
from indicators.models.statistics import FetchState, SeriesBinding, SeriesFrequency, StatisticsFetch

__all__ = [
    "KIND_BY_LEVEL",
    "PERIOD",
    "WITHOUT_NUMBER",
    "Direction",
    "FetchState",
    "Indicator",
    "IndicatorValue",
    "SeriesBinding",
    "SeriesFrequency",
    "StatisticsFetch",
    "ValueKind",
    "ValueStatus",
    "validate_period",
]
