using LearningActors.Models;

namespace LearningActors.Tests;

/// <summary>Numbers are read from words as they are spelled.</summary>
public sealed class NumberWordsTests
{
    private static readonly string[] s_small =
    [
        .. "zero one two three four five six seven eight nine".Split(' '),
        .. "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".Split(' '),
    ];

    private static readonly string[] s_tens = "twenty thirty forty fifty sixty seventy eighty ninety".Split(' ');

    [Fact]
    public void WhateverIsSpelledIsReadBack()
    {
        var random = new Random(28);
        foreach (var number in Enumerable.Range(2, 1500).Concat(Enumerable.Range(0, 3000).Select(_ => random.Next(1500, 1_000_000_000))))
        {
            foreach (var hyphen in new[] { "-", " " })
            {
                var text = $"It is {Spelled(number, hyphen, random.Next(2) == 0 ? " and " : " ")}, no more.";
                var found = Assert.Single(NumberWords.In(text));
                Assert.True(found.Value == number, $"{text} was read as {found.Value}");
                Assert.Equal(("It is ".Length, text.Length - ", no more.".Length), (found.Start, found.End));
            }
        }
    }

    [Theory]
    [InlineData("twenty-eight point five percent", 28.5, true)]
    [InlineData("zero point zero four two", 0.042, false)]
    [InlineData("one point two million", 1_200_000, false)]
    [InlineData("one percent", 1, true)]
    [InlineData("a hundred and one", 101, false)]
    [InlineData("two dozen", 24, false)]
    [InlineData("Twice", 2, false)]
    public void DecimalsAndOtherFormsAreRead(string text, double value, bool percent)
    {
        var found = Assert.Single(NumberWords.In(text));
        Assert.Equal((value, percent, text.Length), (Math.Round(found.Value, 9), found.IsPercent, found.End));
    }

    [Theory]
    [InlineData("One of them is not like the other one.")]
    [InlineData("It is above zero, at the point of no return, and a thousandfold.")]
    [InlineData("Often weighted, a tenth, the third, and Seventies music.")]
    public void OtherWordsAreNoNumbers(string text) => Assert.Empty(NumberWords.In(text));

    [Fact]
    public void TwoThatStandBesideEachOtherAreTwo() =>
        Assert.Equal([20, 30, 5, 7], NumberWords.In("twenty thirty, five seven").Select(number => number.Value));

    private static string Spelled(int number, string hyphen, string and)
    {
        if (number < 20)
            return s_small[number];
        if (number < 100)
            return s_tens[(number / 10) - 2] + (number % 10 > 0 ? hyphen + s_small[number % 10] : "");
        if (number < 1000)
            return $"{s_small[number / 100]} hundred" + (number % 100 > 0 ? and + Spelled(number % 100, hyphen, and) : "");
        var (size, word) = number < 1_000_000 ? (1000, "thousand") : (1_000_000, "million");
        var rest = number % size;
        return $"{Spelled(number / size, hyphen, and)} {word}" + (rest > 0 ? (rest < 100 ? and : " ") + Spelled(rest, hyphen, and) : "");
    }
}
