namespace LearningActors.Tests.Brokers;

/// <summary>Options that expire, or are assigned or exercised, as each broker writes it.</summary>
public sealed class OptionEndTests
{
    private const string Put = "PLTR  210115P00026000";

    [Fact]
    public void InteractiveBrokersBooksThemWithCodes()
    {
        var movements = Read(
            """
            <FlexQueryResponse><FlexStatements><FlexStatement accountId="U1"><Trades>
            <Trade accountId="U1" currency="USD" assetCategory="OPT" symbol="PLTR  210115P00026000" underlyingSymbol="PLTR" multiplier="100" strike="26" expiry="20210115" putCall="P" dateTime="20210104;103600" quantity="-3" tradePrice="2.4" ibCommission="-2.1" buySell="SELL" openCloseIndicator="O" notes="P" transactionType="ExchTrade" ibOrderID="7" levelOfDetail="EXECUTION" />
            <Trade accountId="U1" currency="USD" assetCategory="OPT" symbol="PLTR  210115P00026000" underlyingSymbol="PLTR" multiplier="100" strike="26" expiry="20210115" putCall="P" dateTime="20210115;162000" quantity="2" tradePrice="0" ibCommission="0" buySell="BUY" openCloseIndicator="C" notes="A" transactionType="BookTrade" levelOfDetail="EXECUTION" />
            <Trade accountId="U1" currency="USD" assetCategory="STK" symbol="PLTR" underlyingSymbol="" multiplier="1" dateTime="20210115;162000" quantity="200" tradePrice="26" ibCommission="0" buySell="BUY" openCloseIndicator="O" notes="A" transactionType="BookTrade" levelOfDetail="EXECUTION" />
            <Trade accountId="U1" currency="USD" assetCategory="OPT" symbol="PLTR  210115P00026000" underlyingSymbol="PLTR" multiplier="100" strike="26" expiry="20210115" putCall="P" dateTime="20210115;162000" quantity="1" tradePrice="0" ibCommission="0" buySell="BUY" openCloseIndicator="C" notes="C;Ep" transactionType="BookTrade" levelOfDetail="EXECUTION" />
            </Trades></FlexStatement></FlexStatements></FlexQueryResponse>
            """
        );

        Assert.Equal(
            [
                (Put, "SellToOpen", "Trade", 3m, 240m),
                (Put, "Assigned", "OptionEnd", 2m, 0m),
                ("PLTR", "BuyToOpen", "Delivery", 200m, 26m),
                (Put, "Expired", "OptionEnd", 1m, 0m),
            ],
            movements.Select(one => (one.Instrument, $"{one.Action}", $"{one.Cause}", one.Quantity, one.Price))
        );
    }

    /// <summary>A long call is exercised; an index option ends in cash; a booking without a code is neither a trade nor an end.</summary>
    [Fact]
    public void InteractiveBrokersCsvHasTheSameCodes()
    {
        var movements = Read(
            """
            "ClientAccountID","CurrencyPrimary","AssetClass","Symbol","UnderlyingSymbol","Multiplier","DateTime","Quantity","TradePrice","IBCommission","Buy/Sell","Open/CloseIndicator","Notes/Codes","TransactionType","LevelOfDetail"
            "U1","USD","OPT","PLTR  210115C00020000","PLTR","100","20210104;103600","1","5.1","-0.7","BUY","O","","ExchTrade","EXECUTION"
            "U1","USD","OPT","PLTR  210115C00020000","PLTR","100","20210115;162000","-1","0","0","SELL","C","AEx","BookTrade","EXECUTION"
            "U1","USD","STK","PLTR","","1","20210115;162000","100","20","0","BUY","O","Ex","BookTrade","EXECUTION"
            "U1","USD","OPT","SPX   210115P03800000","SPX","100","20210115;162000","1","32.5","0","BUY","C","A","BookTrade","EXECUTION"
            "U1","USD","OPT","AMC   210115P00002000","AMC","100","20210115;162000","1","0","0","BUY","C","","BookTrade","EXECUTION"
            """
        );

        Assert.Equal(
            [
                ("BuyToOpen", "Trade", 510m),
                ("Assigned", "OptionEnd", 0m),
                ("BuyToOpen", "Delivery", 20m),
                ("Assigned", "CashSettlement", 3250m),
                ("BuyToClose", "Other", 0m),
            ],
            movements.Select(one => ($"{one.Action}", $"{one.Cause}", one.Price))
        );
    }

    [Fact]
    public void FidelityNamesThem()
    {
        var movements = Read(
            """
            Run Date,Action,Symbol,Description,Type,Quantity,Price ($),Commission ($),Fees ($),Accrued Interest ($),Amount ($),Settlement Date
            01/19/2021,"EXPIRED PUT (PLTR) PALANTIR JAN 15 21 $26 (100 SHS) as of Jan-15-2021 (Margin)", -PLTR210115P26,PUT,Margin,1,,,,,,
            01/19/2021,"ASSIGNED PUTS (PLTR) PALANTIR JAN 15 21 $26 (100 SHS) as of Jan-15-2021 (Margin)", -PLTR210115P26,PUT,Margin,2,,,,,,
            01/19/2021,"YOU BOUGHT ASSIGNED PUTS AS OF 01-15-21 PALANTIR (PLTR) (Margin)",PLTR,PALANTIR,Margin,200,26,,,,-5200,01/20/2021
            01/04/2021,"YOU SOLD OPENING TRANSACTION PUT (PLTR) PALANTIR JAN 15 21 $26 (100 SHS) (Margin)", -PLTR210115P26,PUT,Margin,-3,2.4,1.95,0.12,,717.93,01/05/2021
            """
        );

        Assert.Equal(
            [
                (Put, "SellToOpen", "Trade", 3m),
                ("PLTR", "BuyToOpen", "Delivery", 200m),
                (Put, "Assigned", "OptionEnd", 2m),
                (Put, "Expired", "OptionEnd", 1m),
            ],
            movements.Select(one => (one.Instrument, $"{one.Action}", $"{one.Cause}", one.Quantity))
        );
    }

    [Fact]
    public void EtradeNamesThem()
    {
        var movements = Read(
            """
            Activity/Trade Date,Transaction Date,Settlement Date,Activity Type,Description,Symbol,Cusip,Quantity #,Price $,Amount $,Commission,Category,Note
            01/15/21,01/15/21,01/15/21,Option Expired,PUT  PLTR   01/15/21    26.000,PLTR,,1,0,0,0,,
            01/15/21,01/15/21,01/15/21,Option Assigned,PUT  PLTR   01/15/21    26.000,PLTR,,2,0,0,0,,
            01/04/21,01/04/21,01/05/21,Sold Short,PUT  PLTR   01/15/21    26.000,PLTR,,-3,2.4,717.93,2.07,,
            """
        );

        Assert.Equal(
            [("SellToOpen", "Trade", 3m, 240m), ("Assigned", "OptionEnd", 2m, 0m), ("Expired", "OptionEnd", 1m, 0m)],
            movements.Select(one => ($"{one.Action}", $"{one.Cause}", one.Quantity, one.Price))
        );
    }

    /// <summary>Of two contracts one is assigned, so that a purchase of two closes the other and opens one.</summary>
    [Fact]
    public void WhatEndedIsNotHeldAnyMore()
    {
        var mapping = CsvMapping.Parse(
            """
            {
              "name": "Any",
              "columns": {"time": "T", "symbol": "S", "side": "D", "quantity": "Q", "price": "P"},
              "sides": {"B": "BUY", "S": "SELL", "A": "assigned", "E": "expired"}
            }
            """
        );
        string[] Of(string rows) =>
            [
                .. BrokerFile
                    .Read($"T,S,D,Q,P\n{rows}", BrokerFileContext.Default, mapping)
                    .Movements.Select(one => $"{one.Action} {one.Quantity}"),
            ];

        Assert.Equal(
            ["SellToOpen 2", "Assigned 1", "BuyToClose 1", "BuyToOpen 1", "Expired 1", "SellToOpen 1"],
            Of(
                $"""
                2021-01-04T15:00:00Z,{Put},S,2,2.4
                2021-01-05T15:00:00Z,{Put},A,1,
                2021-01-06T15:00:00Z,{Put},B,2,1
                2021-01-07T15:00:00Z,{Put},E,1,
                2021-01-08T15:00:00Z,{Put},S,1,1
                """
            )
        );
        // What was held before the file begins is not known: the end takes nothing from the other side.
        Assert.Equal(["Expired 1", "BuyToOpen 1"], Of($"2021-01-04T15:00:00Z,{Put},E,1,\n2021-01-05T15:00:00Z,{Put},B,1,1"));
    }

    /// <summary>The same fill in two accounts of one file is two fills, also where each account is exported alone.</summary>
    [Fact]
    public void TheAccountIsPartOfWhatARowSays()
    {
        const string Header = "ClientAccountID,AssetClass,Symbol,DateTime,Quantity,TradePrice,IBCommission";
        string[] Ids(params string[] accounts) =>
            [
                .. Read(string.Join('\n', accounts.Select(one => $"{one},STK,AAPL,20260714;093000,10,300,-1").Prepend(Header)))
                    .Select(one => one.Id),
            ];

        Assert.Equal([.. Ids("U1"), .. Ids("U2")], Ids("U1", "U2"));
    }

    private static Movement[] Read(string text) => [.. BrokerFile.Read(text, BrokerFileContext.Default).Movements];
}
