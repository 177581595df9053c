using LearningActors.Recommendations;

namespace LearningActors.Tests.Brokers;

/// <summary>Exports of other brokers, a few rows each.</summary>
public sealed class OtherBrokerTests
{
    private const string Columns = """{"time": "T", "symbol": "S", "side": "D", "quantity": "Q", "price": "P"}""";

    [SharedDataFact("broker/ibkr-flex-report.xml")]
    public void AFlexQueryAsXml()
    {
        var history = Read("broker/ibkr-flex-report.xml");

        Assert.Equal("Interactive Brokers", history.Format);
        Assert.Empty(history.Rows.OfType<UnusableRow>());
        Assert.All(history.Movements, one => Assert.Equal("U1234567", one.Account));
        var bought = history.Movements.First(one => one.Instrument == "GOLD");
        Assert.Equal(
            (new DateTimeOffset(2026, 1, 26, 16, 57, 15, TimeSpan.Zero), ExecutionAction.BuyToOpen, 691m, 43.1m, 3.455m, "ORD00001"),
            (bought.At, bought.Action, bought.Quantity, bought.Price, bought.Costs, bought.Order)
        );
        Assert.Equal(ExecutionAction.SellToClose, history.Movements.Skip(1).First(one => one.Instrument == "GOLD").Action);
    }

    [SharedDataFact("broker/ibkr-flex-trades.csv")]
    public void AFlexQueryAsCsv()
    {
        var movements = Read("broker/ibkr-flex-trades.csv").Movements.ToArray();

        Assert.Equal(
            [ExecutionAction.BuyToOpen, ExecutionAction.BuyToOpen, ExecutionAction.SellToClose],
            movements.Select(one => one.Action)
        );
        Assert.Equal([103m, 137m, 240m], movements.Select(one => one.Quantity));
        Assert.Equal([1.000309m, 0.200411m, 1.25m], movements.Select(one => one.Costs));
        Assert.Equal(["ORDER-1", "ORDER-1", "ORDER-2"], movements.Select(one => one.Order));
        Assert.All(movements, one => Assert.Equal("U123", one.Account));
    }

    [SharedDataFact("broker/thinkorswim-trades.csv")]
    public void ThinkorswimsTradeHistory()
    {
        var movements = Read("broker/thinkorswim-trades.csv").Movements.ToArray();

        Assert.Equal([ExecutionAction.BuyToOpen, ExecutionAction.SellToClose], movements.Select(one => one.Action));
        Assert.Equal(new DateTimeOffset(2026, 6, 16, 17, 45, 0, TimeSpan.Zero), movements[0].At);
        Assert.Equal([1.02m, 1.04m], movements.Select(one => one.Price));
    }

    [SharedDataFact("broker/fidelity-history.csv")]
    public void FidelitysHistory()
    {
        var history = Read("broker/fidelity-history.csv");
        var movements = history.Movements.ToArray();

        Assert.Empty(history.Rows.OfType<UnusableRow>());

        Assert.Equal([ExecutionAction.BuyToOpen, ExecutionAction.SellToClose], movements.Select(one => one.Action));
        Assert.All(
            movements,
            one => Assert.Equal(("NVDA  260710P00195000", "NVDA", 100m), (one.Instrument, one.Underlying, one.Multiplier))
        );
        Assert.Equal([196m, 249m], movements.Select(one => one.Price));
        Assert.Equal([1.33m, 1.35m], movements.Select(one => one.Costs));
        Assert.Equal(new DateTimeOffset(2026, 7, 6, 20, 0, 0, TimeSpan.Zero), movements[0].At);
    }

    [SharedDataFact("broker/etrade-activity.csv")]
    public void EtradesActivity()
    {
        var movements = Read("broker/etrade-activity.csv").Movements.ToArray();

        Assert.Equal([ExecutionAction.BuyToOpen, ExecutionAction.SellToClose], movements.Select(one => one.Action));
        Assert.All(movements, one => Assert.Equal(("MDB   260717P00312500", 5m, 1.81m), (one.Instrument, one.Quantity, one.Costs)));
        Assert.Equal([218m, 300m], movements.Select(one => one.Price));
        Assert.Equal(new DateTimeOffset(2026, 7, 10, 20, 0, 0, TimeSpan.Zero), movements[0].At);
    }

    [Fact]
    public void AStatementOfThinkorswimHasTitlesShortYearsAndOptions()
    {
        var movement = Assert.Single(
            BrokerFile
                .Read(
                    """
                    Account Statement for 123 (ira) since 1/1/26

                    Account Trade History
                    ,Exec Time,Spread,Side,Qty,Pos Effect,Symbol,Exp,Strike,Type,Price,Net Price,Order Type
                    ,1/6/26 09:45:10,SINGLE,SELL,-2,TO OPEN,SPY,16 JAN 26,680,PUT,2.10,2.10,LMT

                    Profits and Losses
                    Symbol,Description
                    """,
                    BrokerFileContext.Default
                )
                .Movements
        );

        Assert.Equal(
            ("SPY   260116P00680000", ExecutionAction.SellToOpen, 2m, 210m),
            (movement.Instrument, movement.Action, movement.Quantity, movement.Price)
        );
        Assert.Equal(new DateTimeOffset(2026, 1, 6, 14, 45, 10, TimeSpan.Zero), movement.At);
    }

    [Fact]
    public void AFillThatTurnsAPositionRoundClosesAndOpens()
    {
        var movements = BrokerFile
            .Read(
                """
                Symbol,DateTime,Quantity,TradePrice,IBCommission,AssetClass
                AAPL,20260714;093000,100,300,-1,STK
                AAPL,20260714;103000,-150,305,-3,STK
                """,
                BrokerFileContext.Default
            )
            .Movements.ToArray();

        Assert.Equal(
            [(ExecutionAction.BuyToOpen, 100m, 1m), (ExecutionAction.SellToClose, 100m, 2m), (ExecutionAction.SellToOpen, 50m, 1m)],
            movements.Select(one => (one.Action, one.Quantity, one.Costs))
        );
    }

    [Fact]
    public void AnotherBrokersCsvIsReadByAMapping()
    {
        var mapping = CsvMapping.Parse(
            """
            {
              "name": "Hausbank",
              "columns": {
                "time": "Datum", "symbol": "Symbol", "side": "Art", "quantity": "Stück", "price": "Kurs", "commission": "Provision",
                "expiration": "Verfall", "strike": "Basis", "right": "Typ", "currency": "Währung", "order": "Auftrag"
              },
              "sides": {"Kauf": "BUY", "Verkauf": "SELL", "Verfall": "expired"},
              "time_format": "dd.MM.uuuu HH:mm:ss",
              "time_zone": "Europe/Berlin",
              "decimal_comma": true,
              "costs_are_negative": true
            }
            """
        );

        var history = BrokerFile.Read(
            """
            Kontoauszug
            Auftrag;Datum;Art;Symbol;Verfall;Basis;Typ;Stück;Kurs;Provision;Währung
            7;02.01.2024 15:30:00;Kauf;AAPL;;;;1.000;185,25;-4,90;USD
            8;02.01.2024 15:31:00;Verkauf;AAPL;2024-01-19;190;Call;10;1,05;-9,00;USD
            ;19.01.2024 22:00:00;Verfall;AAPL;2024-01-19;190;Call;10;0;0;USD
            9;22.01.2024 15:30:00;Verkauf;AAPL;;;;400;193,00;-4,90;USD
            10;22.01.2024 15:30:00;Storno;AAPL;;;;400;193,00;-4,90;USD
            """,
            BrokerFileContext.Default,
            mapping
        );

        Assert.Equal("Hausbank", history.Format);
        Assert.Equal(
            [
                (ExecutionAction.BuyToOpen, "AAPL", 1000m, 185.25m, 4.9m),
                (ExecutionAction.SellToOpen, "AAPL  240119C00190000", 10m, 105m, 9m),
                (ExecutionAction.Expired, "AAPL  240119C00190000", 10m, 0m, 0m),
                (ExecutionAction.SellToClose, "AAPL", 400m, 193m, 4.9m),
            ],
            history.Movements.Select(one => (one.Action, one.Instrument, one.Quantity, one.Price, one.Costs))
        );
        Assert.Equal(new DateTimeOffset(2024, 1, 2, 14, 30, 0, TimeSpan.Zero), history.Movements.First().At);
        var unusable = Assert.Single(history.Rows.OfType<UnusableRow>());
        Assert.Equal((7, "is 'Storno', which the mapping's sides do not name"), (unusable.Line, unusable.Reason));
    }

    [Theory]
    [InlineData("""{"name": "a"}""", "columns.time is missing")]
    [InlineData("{\n\"name\": \"a\",\n\"colums\": {}}", "line 3, colums: there is no such field")]
    [InlineData("{\n\"name\": \"a\",\n\"columns\": {\"zeit\": \"T\"}}", "line 3, columns.zeit: there is no such field")]
    [InlineData("{\n\"name\": 7}", "line 2, name: expected a text of 1 to 100 characters")]
    [InlineData("""{"name": null}""", "line 1, name: expected a text")]
    [InlineData("{\n\"name\": \"a\" \"columns\"", "line 2 is not valid JSON")]
    [InlineData("""{"name": "", "columns": COLUMNS, "sides": {}}""", "line 1, name: expected a text")]
    [InlineData("""{"name": "a", "columns": COLUMNS, "sides": {}}""", "sides is missing or empty")]
    [InlineData("""{"name": "a", "columns": COLUMNS, "sides": {"B": "BOUGHT"}}""", "line 1, sides.B: 'BOUGHT' is not BUY")]
    [InlineData(
        """{"name": "a", "columns": COLUMNS, "sides": {"B": "BUY"}, "time_zone": "Berlin"}""",
        "line 1, time_zone: 'Berlin' is not an IANA zone"
    )]
    [InlineData(
        """{"name": "a", "columns": COLUMNS, "sides": {"B": "BUY"}, "time_format": "tt%"}""",
        "line 1, time_format: 'tt%' is not a pattern"
    )]
    [InlineData("""{"name": "a", "columns": {"time": ""}, "sides": {"B": "BUY"}}""", "line 1, columns.time: expected a text")]
    [InlineData(
        """{"name": "a", "columns": {"time": "T", "symbol": "S", "side": "D", "quantity": "Q", "price": "Preis"}, "sides": {"B": "BUY"}}""",
        "the columns Preis"
    )]
    public void AMappingThatIsWrongSaysWhere(string json, string named) =>
        Assert.Contains(
            named,
            Assert
                .Throws<UnknownBrokerFileException>(() =>
                    BrokerFile.Read(
                        "T,S,D,Q,P",
                        BrokerFileContext.Default,
                        CsvMapping.Parse(json.Replace("COLUMNS", Columns, StringComparison.Ordinal))
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("", "It is not a known export of a broker. The file is empty.")]
    [InlineData("trade_id,strategy_rule\n1,a", "Its first line has 2 columns, the first 'trade_id'.")]
    [InlineData(
        "Date,Type,Sub Type,Action\n",
        "resembles tastytrade, without the columns Symbol, Instrument Type, Value, Quantity, Commissions, Fees."
    )]
    [InlineData("<html/>", "It is XML with the root html; expected FlexQueryResponse")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "It is not valid XML")]
    public void AnUnknownFileIsRefusedWithWhatItLooksLike(string text, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<UnknownBrokerFileException>(() => BrokerFile.Read(text, BrokerFileContext.Default)).Message,
            StringComparison.Ordinal
        );

    private static BrokerHistory Read(string name) => BrokerFile.Read(File.ReadAllText(SharedData.Path(name)), BrokerFileContext.Default);
}
