Console.WriteLine("Usage: ./run replay <file.jsonl>"); return 2;
